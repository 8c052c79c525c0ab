import { Controller, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { PeopleService } from '../../services/people.service.js';
import { Access } from '../access.guard.js';
import { RowId } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';

/** What others share with the reader. */
@Controller('sharing')
export class SharingController {
  constructor(private readonly service: PeopleService) {}

  /** Whoever helps stops looking: a grant of their own, in any role but the patient's. */
  @Post(':ownGrantId/end')
  @Access('signed-in')
  async leave(
    @RowId('ownGrantId') grantId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const left = await this.service.leave(grantId, visitorOf(request).id);
    if (left === null) throw new NotFoundException();
    response.redirect(303, '/');
  }
}
