import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Access } from './access.guard.js';
import { ChosenLanguage } from './settings-forms.js';
import { validated } from './validated.js';
import { keepLanguage, type VisitRequest } from './visit.js';

/** The language of the pages for who is not signed in. An account keeps its own, in the settings. */
@Controller('language')
export class LanguageController {
  constructor(private readonly config: Config) {}

  @Post()
  @Access('public')
  choose(@Body() body: unknown, @Req() request: VisitRequest, @Res() response: Response): void {
    keepLanguage(response, this.config, validated(ChosenLanguage, body).language);
    response.redirect(303, pageBefore(request));
  }
}

/** The page of ours that holds the form. A path that begins with two slashes would lead to another host. */
function pageBefore(request: VisitRequest): string {
  const referrer = request.get('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { host, pathname, search } = new URL(referrer);
  return host === request.get('host') ? `${pathname.replace(/^[/\\]+/, '/')}${search}` : '/';
}
