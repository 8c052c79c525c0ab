import { IsIn } from 'class-validator';
import { type Answer, ANSWERS, REPORT_ANSWERS } from './views/shell.js';

/** "Do you know about this?" */
export class ScanAnswer {
  @IsIn(ANSWERS, { message: 'Please choose one of the answers.' })
  answer!: (typeof ANSWERS)[number];
}

/** The same, or of a changed report "Does this match what you were told?". Which of them a flag asks, its situation says. */
export class FlagAnswer {
  @IsIn([...ANSWERS, ...REPORT_ANSWERS], { message: 'Please choose one of the answers.' })
  answer!: Answer;
}

/** "I have dealt with this", or not yet after all. */
export class DealtWord {
  @IsIn(['yes', 'no'], { message: 'Please choose one of the buttons on the page.' })
  dealt!: 'yes' | 'no';
}
