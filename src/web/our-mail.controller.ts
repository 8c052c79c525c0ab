import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import type { VisitRequest } from './visit.js';

/** How to tell that a mail is ours. Linked from every mail, so it needs no sign-in. */
@Controller('our-mail')
export class OurMailController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  @Get()
  @Access('public')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { mailFrom, publicUrl } = this.config;
    this.pages.send(response, 'our-mail', {
      ...(await this.pages.shell(request)),
      sender: mailFrom,
      host: new URL(publicUrl).host,
    });
  }
}
