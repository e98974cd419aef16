/**
 * electron-builder's `beforeBuild`. False: it neither rebuilds packages nor copies all that npm installed for production,
 * most of which is in the bundles already; electron-builder.yml names what goes in.
 */
export default function beforeBuild() {
  return false;
}
