import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { AccountEndService } from '../../services/account-end.service.js';
import { AccountExportReader } from '../../store/pages/account-export.reader.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { peopleHref } from '../people/people-links.js';
import { leaveHref } from '../record-links.js';
import { keepInert } from '../security-headers.js';
import { validated } from '../validated.js';
import { clearSession, type VisitRequest } from '../visit.js';
import { visitorOf } from '../visitor.js';

class DeleteForm {
  @IsIn(['yes'], { message: 'account.leave.confirm' }) sure!: 'yes';
}

/** Taking one's account along, and deleting it. */
@Controller()
export class AccountEndController {
  constructor(
    private readonly pages: Pages,
    private readonly service: AccountEndService,
    private readonly exports: AccountExportReader,
    private readonly config: Config,
  ) {}

  @Get('settings/account')
  @Access('signed-in')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { records, operator } = await this.service.needed(visitorOf(request).id);
    this.pages.send(response, 'account-end', {
      ...(await this.pages.shell(request)),
      operator,
      records: records.map(({ id, name }) => ({
        name,
        leaveHref: leaveHref(id),
        peopleHref: peopleHref(id),
      })),
    });
  }

  @Get('settings/account/account.json')
  @Access('signed-in')
  async json(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const account = await this.exports.account(visitorOf(request).id);
    keepInert(response);
    response.setHeader('content-disposition', 'attachment; filename="account.json"');
    response.type('application/json').send(JSON.stringify(account, null, 2));
  }

  @Post('settings/account/delete')
  @Access('signed-in')
  async delete(
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    validated(DeleteForm, body);
    await this.service.end(visitorOf(request).id);
    clearSession(response, this.config);
    response.redirect(303, '/account-deleted');
  }

  /** What was done, to whoever has no account any more. */
  @Get('account-deleted')
  @Access('public')
  async done(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.pages.send(response, 'account-ended', await this.pages.shell(request));
  }
}
