import { Body, Controller, Get, Post, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { CARE_AUTHORITIES, type CareAuthority } from '../../domain/people/rules.js';
import { Clock } from '../../lib/clock.js';
import { CareService } from '../../services/care.service.js';
import { refusal } from '../../words/refusal.js';
import { Access, WithoutForm } from '../access.guard.js';
import { Pages } from '../pages.js';
import { patientHref } from '../record-links.js';
import { oldForm } from '../refused.error.js';
import { type IncomingFile, ONE_REPLY, ReplyGate } from '../upload-gate.js';
import { validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import { isOwnForm, type VisitRequest } from '../visit.js';
import { nameIn } from './people-forms.js';

class PersonForm {
  @IsIn(['self', 'care'], { message: 'form.answers' })
  whose!: 'self' | 'care';

  @IsString({ message: 'people.refused.name' })
  @MaxLength(120, { message: 'people.refused.name' })
  name!: string;

  @IsString({ message: 'people.refused.birthDate' })
  birthDate!: string;

  @IsOptional()
  @IsIn(CARE_AUTHORITIES, { message: 'people.refused.authority' })
  authority?: CareAuthority;
}

/** Adding a person to be watched. */
@Controller('patients')
export class CareController {
  constructor(
    private readonly pages: Pages,
    private readonly care: CareService,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  @Access('signed-in')
  async form(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.pages.send(response, 'people-add', {
      ...(await this.pages.shell(request)),
      today: this.clock.now().toISOString().slice(0, 10),
      authorities: [...CARE_AUTHORITIES],
    });
  }

  /** Whether the form is ours is asked before a file is read (ONE_REPLY), or here without one. */
  @Post()
  @Access('signed-in')
  @WithoutForm()
  @UseInterceptors(ReplyGate, FileInterceptor('proof', ONE_REPLY))
  async add(
    @UploadedFile() file: IncomingFile | undefined,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!isOwnForm(request)) throw oldForm();
    const form = validated(PersonForm, body);
    const person = { name: nameIn(form), birthDate: form.birthDate };
    const { id } = visitorOf(request);
    response.redirect(303, patientHref(await this.addedBy(id, form, person, file)));
  }

  private addedBy(
    accountId: string,
    { whose, authority }: PersonForm,
    person: { name: string; birthDate: string },
    file: IncomingFile | undefined,
  ): Promise<string> {
    if (whose === 'self') return this.care.addSelf(accountId, person);
    if (authority === undefined) throw refusal('people.refused.authority');
    if (!file) throw refusal('people.refused.proof');
    return this.care.addInCare(accountId, person, authority, file.bytes);
  }
}
