// The two channels between the window's preload and the application, one a direction.

/** `invoke(name, input)`, answered with a `Reply`. */
export const REQUEST_CHANNEL = 'classifold:request';

/** `send(name, payload)`. */
export const EVENT_CHANNEL = 'classifold:event';
