-- What people decide about breaches: whether a possible match is the same place, which filings are one incident, what was a
-- hoax, what else a place is called and who works for it. And letters that people type in, which concern one patient alone.
-- up
-- For rows that are never changed but once, when they end: only the columns named may be written, while the first is empty.
CREATE FUNCTION refuse_but_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('scanwarden.erasing', true) = 'on' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) -> TG_ARGV[0] = 'null' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME;
END $$;

-- The newest verdict on a filing and an organization counts.
CREATE TABLE match_review (
  -- In the order in which they were given, whatever the clock does.
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  filing_id uuid NOT NULL REFERENCES filing,
  organization_id uuid NOT NULL REFERENCES organization,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  -- As the filing named it then: that name is what is learnt.
  filed_name text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX match_review_pair ON match_review (filing_id, organization_id, id DESC);
CREATE INDEX match_review_organization ON match_review (organization_id);
-- The review goes through possible matches by their age.
CREATE INDEX match_possible ON match (at, id) WHERE outcome = 'possible';

-- A filing joins the breach of another filing.
CREATE TABLE filing_link (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  filing_id uuid NOT NULL REFERENCES filing,
  breach_id uuid NOT NULL REFERENCES breach,
  -- The breach that the filing had been; undoing the link leads back to it.
  former_breach_id uuid REFERENCES breach,
  reasons text[] NOT NULL,
  score real NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by uuid REFERENCES account
);
CREATE UNIQUE INDEX filing_link_standing ON filing_link (filing_id) WHERE undone_at IS NULL;
CREATE INDEX filing_link_at ON filing_link (at DESC, id DESC);
CREATE INDEX filing_link_breach ON filing_link (breach_id);

CREATE TABLE breach_withdrawal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  breach_id uuid NOT NULL UNIQUE REFERENCES breach,
  reason text NOT NULL CHECK (reason IN ('hoax', 'filed-in-error')),
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);

CREATE TABLE organization_alias (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organization,
  name text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES account
);
CREATE INDEX organization_alias_organization ON organization_alias (organization_id);

CREATE TABLE organization_vendor (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organization,
  name text NOT NULL,
  -- Where that is known from: an address, or a note.
  source text NOT NULL CHECK (source <> ''),
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by uuid REFERENCES account
);
CREATE INDEX organization_vendor_organization ON organization_vendor (organization_id);

-- What people said of where a place is; null where they do not know.
CREATE TABLE organization_place (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organization,
  city text,
  state text,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX organization_place_organization ON organization_place (organization_id, at DESC);

-- A letter about a breach as somebody typed it in. It is never matched with anybody else.
CREATE TABLE paper_notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  -- Null where the place is none that we know of the patient; its name is in the facts.
  organization_id uuid REFERENCES organization,
  -- domain PaperNotice.
  facts jsonb NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX paper_notice_patient ON paper_notice (patient_id);

ALTER TABLE exposure ALTER COLUMN match_id DROP NOT NULL;
ALTER TABLE exposure ALTER COLUMN organization_id DROP NOT NULL;
ALTER TABLE exposure ADD COLUMN paper_notice_id uuid UNIQUE REFERENCES paper_notice;
ALTER TABLE exposure ADD CONSTRAINT exposure_one_cause CHECK (num_nonnulls(match_id, paper_notice_id) = 1);
ALTER TABLE exposure ADD CONSTRAINT exposure_place CHECK (organization_id IS NOT NULL OR paper_notice_id IS NOT NULL);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['match_review', 'breach_withdrawal', 'organization_place', 'paper_notice'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['organization_alias', 'organization_vendor'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_but_ending(''ended_at'', ''ended_by'')', name);
  END LOOP;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON filing_link FOR EACH ROW EXECUTE FUNCTION refuse_but_ending('undone_at', 'undone_by');
  FOREACH name IN ARRAY ARRAY['match_review', 'breach_withdrawal', 'organization_place', 'paper_notice', 'organization_alias', 'organization_vendor', 'filing_link'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
END $$;

-- Words of a name as they are searched: without accents and apostrophes, as lib/fold does with what is searched for.
CREATE FUNCTION searchable(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, regexp_replace(normalize(given, NFKD), '[''’\u0300-\u036f]', '', 'g'))
$$;

-- What a filing says happened, in the few kinds that the public page tells apart. Item 1.05 of form 8-K is about
-- cybersecurity incidents alone.
CREATE FUNCTION breach_kind(facts jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN facts ->> 'types' ~* 'hack|cyber|malware|ransom|phish|skimm' OR facts ->> 'source' = 'sec' THEN 'break-in'
    WHEN facts ->> 'types' ~* 'unauthori[sz]ed|disclosure' THEN 'seen-or-shared'
    WHEN facts ->> 'types' ~* 'theft|stolen|loss|lost|disposal|mistake' THEN 'taken-or-lost'
    ELSE 'not-told'
  END
$$;

-- The public page: newest first, a page at a time from a day and an id on; then by name; and the filings of a breach. Staff
-- feeds are left out of the first two, so that no query of that page can reach them by these.
CREATE INDEX filing_public_day ON filing ((coalesce(facts ->> 'submitted', '')) DESC, id DESC) WHERE source NOT IN ('cisa', 'rss');
CREATE INDEX filing_public_name ON filing USING gin (searchable(facts ->> 'name')) WITH (fastupdate = off) WHERE source NOT IN ('cisa', 'rss');
-- The operator looks for an organization by its name.
CREATE INDEX organization_name ON organization USING gin (searchable(name));

-- down
DROP INDEX organization_name;
DROP INDEX filing_public_name;
DROP INDEX filing_public_day;
DROP FUNCTION breach_kind(jsonb);
DROP FUNCTION searchable(text);
-- Without their letters these exposures have nothing to hang on.
SET LOCAL scanwarden.erasing = 'on';
DELETE FROM dealing WHERE exposure_id IN (SELECT id FROM exposure WHERE paper_notice_id IS NOT NULL);
DELETE FROM exposure_answer WHERE exposure_id IN (SELECT id FROM exposure WHERE paper_notice_id IS NOT NULL);
DELETE FROM notification WHERE exposure_id IN (SELECT id FROM exposure WHERE paper_notice_id IS NOT NULL);
DELETE FROM exposure WHERE paper_notice_id IS NOT NULL;
ALTER TABLE exposure DROP CONSTRAINT exposure_place;
ALTER TABLE exposure DROP CONSTRAINT exposure_one_cause;
ALTER TABLE exposure DROP COLUMN paper_notice_id;
ALTER TABLE exposure ALTER COLUMN organization_id SET NOT NULL;
ALTER TABLE exposure ALTER COLUMN match_id SET NOT NULL;
DROP TABLE paper_notice;
DROP TABLE organization_place;
DROP TABLE organization_vendor;
DROP TABLE organization_alias;
DROP TABLE breach_withdrawal;
DROP TABLE filing_link;
DROP INDEX match_possible;
DROP TABLE match_review;
DROP FUNCTION refuse_but_ending();
