import { Autocomplete, Button, Combobox, createTheme, Loader, Menu, Modal, TextInput, Tooltip } from '@mantine/core';

/** Of what opens beside something: never higher than the room that is left there; the rest of it scrolls. */
const inRoomLeft = {
  defaultProps: { middlewares: { flip: true, shift: true, size: true } },
  styles: { dropdown: { overflowY: 'auto' } },
} as const;

/** Dense and calm, in the system's own typeface: a tool, no page. */
export const theme = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  primaryColor: 'blue',
  // White stands on it: contrast 5.0.
  primaryShade: 8,
  defaultRadius: 'sm',
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  autoContrast: true,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600' },
  components: {
    // What a button says is never cut: what stands beside it gives way.
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 }, styles: { root: { flexShrink: 0 } } }),
    // A name needs a role.
    Loader: Loader.extend({ defaultProps: { role: 'status' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Autocomplete: Autocomplete.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 100 } },
    }),
    Menu: Menu.extend({
      ...inRoomLeft,
      // A menu holds its items and nothing else, or screen readers take it for none: the first of them has the focus.
      defaultProps: { ...inRoomLeft.defaultProps, withInitialFocusPlaceholder: false },
    }),
    Combobox: Combobox.extend(inRoomLeft),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 500, multiline: true } }),
  },
});
