/** The direction of the arrows: web, jobs -> services -> domain; adapters -> domain. Nothing in domain looks outside. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The core knows no framework, no database, no clock and no I/O.',
      severity: 'error',
      from: { path: '^src/domain' },
      to: { pathNot: '^src/domain' },
    },
    {
      name: 'services-know-no-web',
      severity: 'error',
      from: { path: '^src/services' },
      to: { path: '^src/(web|jobs|sandbox|cli)' },
    },
    {
      name: 'adapters-know-no-journeys',
      severity: 'error',
      from: { path: '^src/(fhir|smart|feeds|mail|channels|store|lib|config)' },
      to: { path: '^src/(web|jobs|services|sandbox|cli)' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
