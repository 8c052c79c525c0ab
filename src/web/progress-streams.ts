import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { Clock } from '../lib/clock.js';
import { TooManyTriesError } from '../services/try-limits.js';
import { type LookAsked, LookReader, type LookRow } from '../store/pages/look.reader.js';
import { LOGGER } from '../tokens.js';

const EVERY_MS = 1_000;
/** Rounds after which a stream that had nothing to say gives a sign: a proxy may cut what is silent for a minute. */
const SILENT_ROUNDS = 20;
/** Rounds after which a stream ends, and the browser asks again: none lasts for ever. */
const MOST_ROUNDS = 300;
/** Streams of one process, and of one account in it: a browser keeps six at most. */
const MOST = 500;
const MOST_OF_ONE = 6;
const AGAIN_SECONDS = 30;
const AGAIN_MS = 3_000;

/** What is told of at a moment, as a JSON array of lines; `isLast` where nothing follows. */
export interface Told {
  event: string;
  lines: string[];
  isLast: boolean;
}

interface Stream {
  response: Response;
  asked: LookAsked;
  describe: (row: LookRow | null) => Told;
  said: string;
  rounds: number;
  silentRounds: number;
}

/**
 * Server-sent events (HTML Living Standard, section 9.2) of looks at places. Once a second one statement reads for all
 * streams of this process how far their looks are, and whether their readers may still see it; each tells what is new.
 */
@Injectable()
export class ProgressStreams implements OnModuleDestroy {
  private readonly open = new Set<Stream>();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly looks: LookReader,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whoever follows a look asks again, and then another process answers. */
  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.endAll();
    await this.round;
  }

  /**
   * Tells from now on how far the look is, until nothing follows, the reader goes away or the process ends.
   * @param first how far it is now
   * @throws TooManyTriesError where there are too many streams already
   */
  follow(
    response: Response,
    asked: LookAsked,
    first: LookRow,
    describe: (row: LookRow | null) => Told,
  ): void {
    const own = [...this.open].filter(({ asked: { accountId } }) => accountId === asked.accountId);
    if (this.open.size >= MOST || own.length >= MOST_OF_ONE) throw new TooManyTriesError(AGAIN_SECONDS);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    if (this.isEnding || response.req.method === 'HEAD') return void response.end();
    const stream: Stream = { response, asked, describe, said: '', rounds: 0, silentRounds: 0 };
    response.on('close', () => this.drop(stream));
    this.open.add(stream);
    response.write(`retry: ${AGAIN_MS}\n\n`);
    this.tell(stream, first);
    this.plan();
  }

  private plan(): void {
    if (this.timer !== null || this.open.size === 0 || this.isEnding) return;
    this.timer = setTimeout(() => {
      this.round = this.tellAll();
    }, EVERY_MS);
  }

  private async tellAll(): Promise<void> {
    const streams = [...this.open];
    try {
      const rows = await this.looks.find(
        streams.map(({ asked }) => asked),
        this.clock.now(),
      );
      streams.forEach((stream, at) => this.tell(stream, rows[at]!));
    } catch (error) {
      // Each browser asks again, and is told what is wrong by the page where it still is.
      this.logger.error({ err: error, streams: streams.length }, 'how far looks are could not be read');
      this.endAll();
    }
    this.timer = null;
    this.plan();
  }

  private tell(stream: Stream, row: LookRow | null): void {
    if (!this.open.has(stream)) return;
    const { event, lines, isLast } = stream.describe(row);
    const text = `event: ${event}\ndata: ${JSON.stringify(lines)}\n\n`;
    stream.rounds += 1;
    stream.silentRounds += 1;
    if (text !== stream.said) this.write(stream, text);
    else if (stream.silentRounds >= SILENT_ROUNDS) this.write(stream, ':\n\n');
    stream.said = text;
    if (isLast || stream.rounds >= MOST_ROUNDS) this.drop(stream);
  }

  private write(stream: Stream, text: string): void {
    stream.silentRounds = 0;
    stream.response.write(text);
  }

  private drop(stream: Stream): void {
    if (this.open.delete(stream)) stream.response.end();
  }

  private endAll(): void {
    for (const stream of this.open) this.drop(stream);
  }
}
