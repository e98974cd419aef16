/**
 * What systems know the application by. Windows shows notifications only of a program that says the identifier its
 * installer gave to the shortcut: `appId` of electron-builder.yml.
 */
export const APPLICATION_ID = 'app.classifold';
