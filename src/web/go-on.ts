import { NotFoundException } from '@nestjs/common';
import type { Response } from 'express';

/** Leads to a page after something was done. @throws NotFoundException where there was nothing to do it to */
export async function goOn(done: Promise<boolean>, response: Response, href: string): Promise<void> {
  if (!(await done)) throw new NotFoundException();
  response.redirect(303, href);
}
