-- Institutions from registers; data/reconcile/institutions.py runs these in order.

-- name: municipalities
-- Each municipality named gets a row, with its official code where it is a Danish one.
INSERT INTO municipality (id, slug, name, code)
SELECT n.id, n.slug, n.name, n.code FROM new_municipality n
WHERE NOT EXISTS (SELECT FROM municipality m WHERE m.name = n.name OR m.slug = n.slug);

-- name: said
-- What the register says, in the form in which it is kept.
CREATE TEMP TABLE said ON COMMIT DROP AS
SELECT i.ref, i.kind AS category, i.name, i.location,
       jsonb_strip_nulls(jsonb_build_object(
           'ownership', i.ownership, 'address', i.address, 'postcode', i.postcode,
           'city', i.city, 'municipality', i.municipality)) AS facts
FROM incoming_institution i;

-- name: gone
WITH gone AS (
    UPDATE source_object o SET gone_at = now()
    WHERE source_id = %(source)s AND entity = 'institution' AND gone_at IS NULL
      AND NOT EXISTS (SELECT FROM said i WHERE i.ref = o.ref)
    RETURNING entity_id)
INSERT INTO touched_institution SELECT entity_id FROM gone ON CONFLICT DO NOTHING;

-- name: said_otherwise
WITH otherwise AS (
    UPDATE source_object o
    SET category = i.category, name = i.name, location = i.location, facts = i.facts,
        gone_at = NULL
    FROM said i
    WHERE o.source_id = %(source)s AND o.entity = 'institution' AND o.ref = i.ref
      AND (o.gone_at IS NOT NULL
           OR (o.category, o.name, o.location, o.facts)
              IS DISTINCT FROM (i.category, i.name, i.location, i.facts))
    RETURNING o.entity_id)
INSERT INTO touched_institution SELECT entity_id FROM otherwise ON CONFLICT DO NOTHING;

-- name: fresh
CREATE TEMP TABLE fresh_institution ON COMMIT DROP AS
SELECT i.*, NULL::uuid AS entity_id FROM said i
WHERE NOT EXISTS (SELECT FROM source_object o
                  WHERE o.source_id = %(source)s AND o.ref = i.ref);

-- name: same_key_elsewhere
-- The same number in another file of the same kind.
UPDATE fresh_institution f SET entity_id = other.entity_id
FROM (SELECT DISTINCT ON (o.ref) o.ref, o.entity_id
      FROM source_object o JOIN source s ON s.id = o.source_id
      WHERE s.kind = %(kind)s AND o.entity = 'institution' AND s.id <> %(source)s
      ORDER BY o.ref, o.gone_at NULLS FIRST, s.id) other
WHERE f.ref = other.ref;

-- name: near_by_name
-- "Karolinelund" on the map and "Børnehaven Karolinelund" in the register, 40 m apart, are one:
-- another kind of source, at most 150 m away, and one name holds the other.
WITH near AS (
    SELECT DISTINCT ON (f.ref) f.ref, i.id, ST_Distance(i.location, f.location::geography) AS metres
    FROM fresh_institution f
    JOIN institution i ON ST_DWithin(i.location, f.location::geography, 150) AND NOT i.retired
    WHERE f.entity_id IS NULL
      AND (strpos(lower(i.name), lower(f.name)) > 0 OR strpos(lower(f.name), lower(i.name)) > 0)
      AND NOT EXISTS (SELECT FROM source_object o JOIN source s ON s.id = o.source_id
                      WHERE o.entity_id = i.id AND o.gone_at IS NULL AND s.kind = %(kind)s)
    ORDER BY f.ref, metres, i.id),
chosen AS (
    SELECT ref, id, row_number() OVER (PARTITION BY id ORDER BY metres, ref) AS turn FROM near)
UPDATE fresh_institution f SET entity_id = c.id FROM chosen c
WHERE f.ref = c.ref AND c.turn = 1;

-- name: new_institutions
INSERT INTO institution (id, code, slug, name, kind, location, provenance)
SELECT n.id, n.code, n.slug, f.name, f.category, f.location,
       jsonb_build_object('name', %(stamp)s::jsonb, 'kind', %(stamp)s::jsonb,
                          'location', %(stamp)s::jsonb)
FROM new_institution_key n JOIN fresh_institution f USING (ref);

-- name: links
INSERT INTO link (space, key, entity, entity_id)
SELECT space, key, 'institution', n.id
FROM new_institution_key n, LATERAL (VALUES ('q', n.code), ('i', n.slug)) AS l (space, key);

-- name: keep_what_is_said
INSERT INTO source_object (source_id, ref, entity, entity_id, category, name, location, facts)
SELECT %(source)s, ref, 'institution', entity_id, category, name, location, facts
FROM fresh_institution;

-- name: touch_fresh
INSERT INTO touched_institution SELECT entity_id FROM fresh_institution ON CONFLICT DO NOTHING;

-- name: resolved
-- What all sources together say of a touched institution: a register before the map.
CREATE TEMP TABLE resolved_institution ON COMMIT DROP AS
SELECT DISTINCT ON (t.id) t.id, s.name AS source_name, o.category AS kind, o.name, o.location,
       o.facts->>'ownership' AS ownership, o.facts->>'address' AS address,
       o.facts->>'postcode' AS postcode, o.facts->>'city' AS city, m.id AS municipality_id
FROM touched_institution t
JOIN source_object o ON o.entity_id = t.id AND o.gone_at IS NULL
JOIN source s ON s.id = o.source_id
LEFT JOIN municipality m ON m.name = o.facts->>'municipality'
ORDER BY t.id, s.kind = 'osm', s.imported_at DESC, s.id, o.ref;

-- name: change
UPDATE institution i
SET name = n.name, kind = n.kind, ownership = n.ownership, address = n.address,
    postcode = n.postcode, city = n.city, location = n.location,
    municipality_id = n.municipality_id,
    provenance = i.provenance || (
        SELECT COALESCE(jsonb_object_agg(field, jsonb_build_object(
                   'source', n.source_name, 'role', 'import', 'at', now())), '{}')
        FROM unnest(ARRAY[
            CASE WHEN i.name IS DISTINCT FROM n.name THEN 'name' END,
            CASE WHEN i.kind IS DISTINCT FROM n.kind THEN 'kind' END,
            CASE WHEN i.ownership IS DISTINCT FROM n.ownership THEN 'ownership' END,
            CASE WHEN i.address IS DISTINCT FROM n.address THEN 'address' END,
            CASE WHEN i.postcode IS DISTINCT FROM n.postcode THEN 'postcode' END,
            CASE WHEN i.city IS DISTINCT FROM n.city THEN 'city' END,
            CASE WHEN i.location::geometry IS DISTINCT FROM n.location THEN 'location' END,
            CASE WHEN i.municipality_id IS DISTINCT FROM n.municipality_id
                 THEN 'municipality_id' END
        ]) AS field WHERE field IS NOT NULL)
FROM (
    SELECT r.id, r.source_name,
           CASE WHEN set_by_person(i.provenance, 'name') THEN i.name ELSE r.name END AS name,
           CASE WHEN set_by_person(i.provenance, 'kind') THEN i.kind ELSE r.kind END AS kind,
           CASE WHEN set_by_person(i.provenance, 'ownership') THEN i.ownership
                ELSE r.ownership END AS ownership,
           CASE WHEN set_by_person(i.provenance, 'address') THEN i.address
                ELSE r.address END AS address,
           CASE WHEN set_by_person(i.provenance, 'postcode') THEN i.postcode
                ELSE r.postcode END AS postcode,
           CASE WHEN set_by_person(i.provenance, 'city') THEN i.city ELSE r.city END AS city,
           CASE WHEN set_by_person(i.provenance, 'location') THEN i.location::geometry
                ELSE r.location END AS location,
           CASE WHEN set_by_person(i.provenance, 'municipality_id') THEN i.municipality_id
                ELSE r.municipality_id END AS municipality_id
    FROM resolved_institution r JOIN institution i ON i.id = r.id
) n
WHERE i.id = n.id
  AND (i.name, i.kind, i.ownership, i.address, i.postcode, i.city, i.location::geometry,
       i.municipality_id)
      IS DISTINCT FROM
      (n.name, n.kind, n.ownership, n.address, n.postcode, n.city, n.location, n.municipality_id);

-- name: retire
UPDATE institution i
SET retired = true, provenance = i.provenance || jsonb_build_object(
    'retired', jsonb_build_object('source', %(name)s::text, 'role', 'import', 'at', now()))
FROM touched_institution t
WHERE i.id = t.id AND NOT i.retired AND NOT any_set_by_person(i.provenance)
  AND NOT EXISTS (SELECT FROM source_object o WHERE o.entity_id = i.id AND o.gone_at IS NULL);

-- name: restore
UPDATE institution i
SET retired = false, provenance = i.provenance || jsonb_build_object(
    'retired', jsonb_build_object('source', %(name)s::text, 'role', 'import', 'at', now()))
FROM resolved_institution r
WHERE i.id = r.id AND i.retired AND NOT set_by_person(i.provenance, 'retired');
