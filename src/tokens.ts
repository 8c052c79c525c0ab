/** Injection tokens for values that have no class of their own. */
export const LOGGER = Symbol('logger');
export const DATABASE_URL = Symbol('database-url');
