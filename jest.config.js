import { useWhatIsThere } from './test/support/engines.js';

// A single suite can be run with jest alone: what is on the machine is found here, the runner gets the rest.
useWhatIsThere();

const leftOut = (process.env.TEST_LEFT_OUT ?? '').split(',').filter(Boolean);
const withDatabase = ['flows', 'store', 'services', 'web'].map((folder) => `<rootDir>/test/${folder}/`);

const common = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true, sourceMaps: 'inline' }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
const ignored = ['/node_modules/', ...leftOut.map((suites) => `\\.${suites}\\.test\\.ts$`)];

export default {
  maxWorkers: 2,
  projects: [
    {
      ...common,
      displayName: 'core',
      testPathIgnorePatterns: [...ignored, ...withDatabase],
    },
    {
      ...common,
      displayName: 'flows',
      testMatch: withDatabase.map((folder) => `${folder}**/*.test.ts`),
      testPathIgnorePatterns: ignored,
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
  testTimeout: 60_000,
};
