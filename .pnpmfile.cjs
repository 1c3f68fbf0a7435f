// openapi-typescript needs the compiler's JavaScript API, which TypeScript 7 no longer has. As a dependency instead of
// a peer, TypeScript 5 is its own: beside our packages it would give them a tRPC of their own too.
function readPackage(manifest) {
  if (manifest.name !== "openapi-typescript") return manifest;
  const { typescript: _peer, ...peerDependencies } = manifest.peerDependencies;
  const dependencies = { ...manifest.dependencies, typescript: "5.9.3" };
  return { ...manifest, dependencies, peerDependencies };
}

// What a package is developed with is nothing to those who install it, and may be private.
function beforePacking({ devDependencies: _devDependencies, scripts: _scripts, ...manifest }) {
  return manifest;
}

module.exports = { hooks: { readPackage, beforePacking } };
