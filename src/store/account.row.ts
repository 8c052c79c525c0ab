import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { GrantRole } from '../domain/notification.js';

/** A person who signs in. */
@Entity('account')
export class AccountRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('text') name!: string;
  @Column('text', { array: true }) roles!: string[];
  @Column('text') locale!: string;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('text', { name: 'muted_streams', array: true }) mutedStreams!: string[];
  @Column('timestamptz', { name: 'mail_stopped_at', nullable: true }) mailStoppedAt!: Date | null;
}

/** Whose record is watched. */
@Entity('patient')
export class PatientRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') name!: string;
}

/** What one account may see of one patient. */
@Entity('patient_grant')
export class PatientGrantRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'account_id' }) accountId!: string;
  @Column('uuid', { name: 'patient_id' }) patientId!: string;
  @Column('text') role!: GrantRole;
  @Column('timestamptz', { name: 'valid_until', nullable: true }) validUntil!: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}

/** A one-time way in; only the hash of its token is kept. */
@Entity('sign_in_link')
export class SignInLinkRow {
  @PrimaryColumn('bytea', { name: 'token_hash' }) tokenHash!: Buffer;
  @Column('uuid', { name: 'account_id' }) accountId!: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt!: Date | null;
  @Column('text') way!: 'link' | 'terminal';
}

/** A signed-in browser; only the hash of its token is kept. */
@Entity('session')
export class SessionRow {
  @PrimaryColumn('bytea', { name: 'token_hash' }) tokenHash!: Buffer;
  @Column('uuid') id!: string;
  @Column('uuid', { name: 'account_id' }) accountId!: string;
  @Column('timestamptz', { name: 'used_at' }) usedAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}

export const ENTITIES = [AccountRow, PatientRow, PatientGrantRow, SignInLinkRow, SessionRow];
