/** Items of the menu that the window acts on. */
export const MENU_ITEMS = [
  ...(['find', 'undo', 'selectAll', 'export', 'library', 'classes', 'failures', 'models', 'engines'] as const),
  ...(['compare', 'settings', 'shortcuts', 'deleteData'] as const),
] as const;
export type MenuItem = (typeof MENU_ITEMS)[number];
