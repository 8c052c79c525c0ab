import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { MEASURE_ID } from '../../domain/summary/measure-codes.js';
import { summaryMeasure } from '../../domain/summary/measure.js';
import { SummaryWords } from '../../summaries/summary-words.js';
import { wordsIn } from '../../words/words.js';
import { Access } from '../access.guard.js';

/** What the figures of monthly summaries mean, for software that reads MeasureReport. It is about nobody. */
@Controller()
@Access('public')
export class MeasureController {
  private readonly measure: string;

  constructor(config: Config) {
    const words = new SummaryWords(wordsIn('en'));
    const { label, definition } = words;
    const measure = summaryMeasure(config.publicUrl, {
      ...{ language: words.words.locale, title: words.say('title'), label, definition },
      description: words.limits().join(' '),
    });
    this.measure = JSON.stringify(measure);
  }

  @Get(`fhir/Measure/${MEASURE_ID}`)
  show(@Res() response: Response): void {
    response.type('application/fhir+json').send(this.measure);
  }
}
