import { tensorflowEngine } from '../../main/engine/tensorflow.ts';
import { isTensorflowHere } from '../e2e/runtime/place.ts';

/**
 * Whether a binding of tfjs-node is installed, which `npm run provision` does; where it is not, tests of TensorFlow are left out
 * (test/run.js says so, and that nothing is with CI=true).
 */
export const hasTensorflow = isTensorflowHere('cpu') || isTensorflowHere('cuda');

/** Of the program's own packages. */
export const tensorflow = tensorflowEngine(null);
