/** What `stat` or `lstat` answered, or undefined where nothing is there. Anything else that goes wrong is not "nothing". */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
