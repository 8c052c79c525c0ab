import type { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Kinds of elements of a parsed ICU message (@formatjs/icu-messageformat-parser, TYPE). */
const ARGUMENT = 1;
const NUMBER = 2;
const SELECT = 5;
const PLURAL = 6;

/** The values that stand in the words themselves; of a choice by words only the branch that is taken. */
export function shownArguments(elements: Element[], values: Record<string, string | number>): string[] {
  return elements.flatMap((element): string[] => {
    if (element.type === ARGUMENT || element.type === NUMBER) return [element.value];
    if (element.type === SELECT) {
      const taken = element.options[String(values[element.value])] ?? element.options['other'];
      return shownArguments(taken?.value ?? [], values);
    }
    if (element.type !== PLURAL) return [];
    const branches = Object.values(element.options).flatMap(({ value }) => shownArguments(value, values));
    return [element.value, ...branches];
  });
}

/** All values that the words may need, whichever branch is taken. */
export function allArguments(elements: Element[]): string[] {
  return elements.flatMap((element): string[] => {
    if (element.type === ARGUMENT || element.type === NUMBER) return [element.value];
    if (element.type !== SELECT && element.type !== PLURAL) return [];
    return [element.value, ...Object.values(element.options).flatMap(({ value }) => allArguments(value))];
  });
}
