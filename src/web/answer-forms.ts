import { IsIn } from 'class-validator';
import { type Answer, ANSWERS, REPORT_ANSWERS } from './views/shell.js';

/** "Do you know about this?" */
export class ScanAnswer {
  @IsIn(ANSWERS, { message: 'form.answers' })
  answer!: (typeof ANSWERS)[number];
}

/** The same, or of a changed report "Does this match what you were told?". Which of them a flag asks, its situation says. */
export class FlagAnswer {
  @IsIn([...ANSWERS, ...REPORT_ANSWERS], { message: 'form.answers' })
  answer!: Answer;
}

/** "I have dealt with this", or not yet after all. */
export class DealtWord {
  @IsIn(['yes', 'no'], { message: 'form.buttons' })
  dealt!: 'yes' | 'no';
}
