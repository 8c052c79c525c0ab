/** The name of every account that was deleted. Sentences say it in the language of their reader (`account.left`). */
export const LEFT_NAME = 'a person who left';
