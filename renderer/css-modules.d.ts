declare module '*.module.css' {
  /** Class names as written → as they are in the bundle. */
  const classes: Readonly<Record<string, string>>;
  export default classes;
}

declare module '*.css';
