import { Body, Controller, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { IsIn, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { mayHide } from '../../domain/people/rules.js';
import { Clock } from '../../lib/clock.js';
import { HIDEABLE, type Hideable, HiddenStore } from '../../store/people/hidden.store.js';
import { refusal } from '../../words/refusal.js';
import { Access } from '../access.guard.js';
import { RowId, validated } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { whoOf } from '../visitor.js';
import { peopleHref } from './people-links.js';

class HideForm {
  @IsIn(HIDEABLE, { message: 'form.answers' })
  what!: Hideable;

  @IsUUID(undefined, { message: 'form.answers' })
  id!: string;
}

/** What a patient keeps to themselves. Whoever acts for them cannot: it would be kept from the patient too. */
@Controller('patients/:patientId/hidden')
export class HideController {
  constructor(
    private readonly hidden: HiddenStore,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access('act')
  async hide(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { what, id } = validated(HideForm, body);
    refuseOthers(request);
    if (!(await this.hidden.hide(patientId, what, id, this.clock.now()))) throw new NotFoundException();
    response.redirect(303, peopleHref(patientId));
  }

  @Post(':hiddenId/show')
  @Access('act')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('hiddenId') hiddenId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    refuseOthers(request);
    if (!(await this.hidden.show(patientId, hiddenId, this.clock.now()))) throw new NotFoundException();
    response.redirect(303, peopleHref(patientId));
  }
}

/** Said before anything is looked up: the answer is the same whether or not there is something hidden. */
function refuseOthers(request: VisitRequest): void {
  const { role } = whoOf(request, '');
  if (!mayHide({ role, authority: null })) throw refusal('people.refused.self');
}
