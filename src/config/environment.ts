import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsEmail,
  IsFQDN,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import { InputError } from '../lib/errors.js';

const URL_OPTIONS = { require_tld: false, require_protocol: true };

/** Every variable that Scanwarden reads, in one place. Nothing else asks the environment. */
export class Environment {
  @IsOptional() @IsIn(['production', 'development', 'test']) NODE_ENV?: string;
  @IsOptional() @IsIn(['web', 'worker']) ROLE?: 'web' | 'worker';
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(65535) PORT: number = 3000;
  @IsOptional() @IsString() HOST: string = '127.0.0.1';
  @IsOptional() @IsUrl({ ...URL_OPTIONS, protocols: ['http', 'https'] }) PUBLIC_URL?: string;
  @IsOptional() @IsString() @MinLength(1) DATA_DIR: string = './data';
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, require_host: false, protocols: ['postgres', 'postgresql'] })
  DATABASE_URL?: string;
  /** Read by `scanwarden migrate` alone: the service never has what it takes to alter its tables. */
  @IsOptional()
  @IsUrl({ ...URL_OPTIONS, require_host: false, protocols: ['postgres', 'postgresql'] })
  DATABASE_OWNER_URL?: string;
  @IsOptional() @IsUrl({ ...URL_OPTIONS, protocols: ['redis', 'rediss'] }) REDIS_URL?: string;
  @IsOptional() @IsUrl({ ...URL_OPTIONS, protocols: ['smtp', 'smtps'] }) SMTP_URL?: string;
  @IsOptional() @IsEmail({ require_tld: false, allow_display_name: true }) MAIL_FROM?: string;
  @IsOptional() @IsFQDN({ require_tld: false }) MAIL_BOUNCE_DOMAIN?: string;
  @IsOptional() @IsFQDN({ require_tld: false }) DKIM_DOMAIN?: string;
  @IsOptional() @Matches(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i) DKIM_SELECTOR?: string;
  @IsOptional() @IsString() @MinLength(1) DKIM_PRIVATE_KEY_FILE?: string;
  @IsOptional() @IsString() @MinLength(32) SECRET_KEY?: string;
  @IsOptional() @IsString() @MinLength(32) SECRET_KEY_PREVIOUS?: string;
  @IsOptional() @IsIn(['off', 'loopback', 'on']) ALLOW_PRIVATE_NETWORKS?: 'off' | 'loopback' | 'on';
  @IsOptional() @IsString() @MaxLength(2000) RULES_OFF?: string;
  @IsOptional() @IsString() @MaxLength(200) FEEDS?: string;
  @IsOptional() @IsString() @MaxLength(500) TRUST_PROXY?: string;
  @IsOptional() @IsIn(['on', 'off']) CIVIC_PAGE?: 'on' | 'off';
}

/** @throws InputError that names each variable that cannot be used, and never its value */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const errors = validateSync(environment, { skipMissingProperties: false });
  if (errors.length === 0) return environment;
  const named = errors.map(
    (error) => `${error.property} (${Object.values(error.constraints ?? {}).join(', ')})`,
  );
  throw new InputError(`the configuration cannot be used: ${named.join('; ')}`);
}
