/** The name of every account that was deleted. Sentences say it in the language of their reader (`account.left`). */
export const LEFT_NAME = 'a person who left';

/** The cause of the last mail to an address whose account was deleted. */
export const FAREWELL_CAUSE = 'account-left';
