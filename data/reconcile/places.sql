-- Places from open data, statement by statement; data/reconcile/places.py runs them in order.

-- name: families
-- Which categories count as one when two sources are compared.
CREATE TEMP TABLE family (category text PRIMARY KEY, family text, merge_m float8, shown bool) ON COMMIT DROP;

-- name: gone
-- What the source no longer has.
WITH gone AS (
    UPDATE source_object o SET gone_at = now()
    WHERE source_id = %(source)s AND entity = 'place' AND gone_at IS NULL
      AND NOT EXISTS (SELECT FROM incoming_place i WHERE i.ref = o.ref)
    RETURNING entity_id)
INSERT INTO touched SELECT entity_id FROM gone ON CONFLICT DO NOTHING;

-- name: said_otherwise
-- What it says otherwise than last time, or has again.
WITH said AS (
    UPDATE source_object o
    SET category = i.category, name = i.name, location = i.location, area = i.area,
        entrances = i.entrances, facts = i.facts, gone_at = NULL
    FROM incoming_place i
    WHERE o.source_id = %(source)s AND o.entity = 'place' AND o.ref = i.ref
      AND (o.gone_at IS NOT NULL
           OR (o.category, o.name, o.location, o.area, o.entrances, o.facts)
              IS DISTINCT FROM
              (i.category, i.name, i.location, i.area, i.entrances, i.facts))
    RETURNING o.entity_id)
INSERT INTO touched SELECT entity_id FROM said ON CONFLICT DO NOTHING;

-- name: fresh
-- What it says for the first time.
CREATE TEMP TABLE fresh ON COMMIT DROP AS
SELECT i.*, COALESCE(i.entrances, i.area, i.location)::geography AS arrival,
       NULL::uuid AS entity_id, NULL::text AS head
FROM incoming_place i
WHERE NOT EXISTS (SELECT FROM source_object o
                  WHERE o.source_id = %(source)s AND o.ref = i.ref);

-- name: same_object_elsewhere
-- The same OpenStreetMap object, known from another extract.
UPDATE fresh f SET entity_id = other.entity_id
FROM (SELECT DISTINCT ON (o.ref) o.ref, o.entity_id
      FROM source_object o JOIN source s ON s.id = o.source_id
      WHERE s.kind = %(kind)s AND o.entity = 'place' AND s.id <> %(source)s
      ORDER BY o.ref, o.gone_at NULLS FIRST, s.id) other
WHERE f.ref = other.ref;

-- name: near_another_sources_place
-- A place that another kind of source brought, near enough to be the same. Objects of
-- OpenStreetMap never share a place; several registrations of one playground do.
WITH near AS (
    SELECT DISTINCT ON (f.ref) f.ref, p.id, ST_Distance(p.arrival, f.arrival) AS metres
    FROM fresh f
    JOIN family ff USING (category)
    JOIN place p ON ST_DWithin(p.arrival, f.arrival, ff.merge_m)
    JOIN family pf ON pf.category = p.category AND pf.family = ff.family
    WHERE f.entity_id IS NULL AND p.open_data
      AND p.state <> 'retired' AND p.merged_into_id IS NULL
      AND NOT EXISTS (SELECT FROM source_object o JOIN source s ON s.id = o.source_id
                      WHERE o.entity_id = p.id AND o.gone_at IS NULL AND s.kind = %(kind)s)
    ORDER BY f.ref, metres, p.id),
chosen AS (
    SELECT ref, id, row_number() OVER (PARTITION BY id ORDER BY metres, ref) AS turn FROM near)
UPDATE fresh f SET entity_id = c.id FROM chosen c
WHERE f.ref = c.ref AND (c.turn = 1 OR %(kind)s = 'points');

-- name: one_of_several_points
-- Registrations of one thing close together are one place: the first stands for them.
UPDATE fresh f SET head = c.head
FROM (SELECT ref, first_value(ref) OVER (PARTITION BY family, cluster ORDER BY ref) AS head
      FROM (SELECT f.ref, fam.family, ST_ClusterDBSCAN(
                       ST_Transform(f.location, 25832), fam.merge_m / 2, 1)
                       OVER (PARTITION BY fam.family, fam.merge_m) AS cluster
            FROM fresh f JOIN family fam USING (category)
            WHERE f.entity_id IS NULL AND %(kind)s = 'points') clustered) c
WHERE f.ref = c.ref AND c.head <> c.ref;

-- name: new_places
-- The rest are new places, public where their category is.
INSERT INTO place (id, code, slug, state, category, name, location, area, entrances, facts,
                   open_data, provenance)
SELECT n.id, n.code, n.slug, CASE WHEN fam.shown THEN 'public' ELSE 'candidate' END,
       f.category, f.name, f.location, f.area, f.entrances, f.facts, true,
       jsonb_build_object('state', %(stamp)s::jsonb, 'category', %(stamp)s::jsonb,
                          'location', %(stamp)s::jsonb)
       || CASE WHEN f.name IS NULL THEN '{}' ELSE jsonb_build_object('name', %(stamp)s::jsonb) END
       || CASE WHEN f.area IS NULL THEN '{}' ELSE jsonb_build_object('area', %(stamp)s::jsonb) END
FROM new_key n JOIN fresh f USING (ref) JOIN family fam USING (category);

-- name: links
-- Their permanent addresses.
INSERT INTO link (space, key, entity, entity_id)
SELECT space, key, 'place', n.id
FROM new_key n, LATERAL (VALUES ('q', n.code), ('sted', n.slug)) AS l (space, key);

-- name: keep_what_is_said
-- What the source says, kept beside the place.
INSERT INTO source_object (source_id, ref, entity, entity_id, category, name, location, area,
                           entrances, facts)
SELECT %(source)s, f.ref, 'place', COALESCE(f.entity_id, h.entity_id), f.category, f.name,
       f.location, f.area, f.entrances, f.facts
FROM fresh f LEFT JOIN fresh h ON h.ref = f.head;

-- name: touch_joined
-- Known places that have got another object behind them.
INSERT INTO touched
SELECT entity_id FROM fresh f
WHERE entity_id IS NOT NULL AND NOT EXISTS (SELECT FROM new_key n WHERE n.id = f.entity_id)
ON CONFLICT DO NOTHING;

-- name: resolved
-- What all sources together say of a touched place: OpenStreetMap first, then the newest.
CREATE TEMP TABLE resolved ON COMMIT DROP AS
SELECT t.id,
       (array_agg(s.name ORDER BY rank))[1] AS source_name,
       (array_agg(o.category ORDER BY rank))[1] AS category,
       (array_agg(o.name ORDER BY rank) FILTER (WHERE o.name IS NOT NULL))[1] AS name,
       (array_agg(o.location ORDER BY rank))[1] AS location,
       (array_agg(o.area ORDER BY rank) FILTER (WHERE o.area IS NOT NULL))[1] AS area,
       (array_agg(o.entrances ORDER BY rank) FILTER (WHERE o.entrances IS NOT NULL))[1]
           AS entrances,
       (array_agg(o.facts ORDER BY rank))[1] AS facts
FROM touched t
JOIN source_object o ON o.entity_id = t.id AND o.gone_at IS NULL
JOIN source s ON s.id = o.source_id
CROSS JOIN LATERAL (SELECT ROW(s.kind <> 'osm', -extract(epoch FROM s.data_date), -s.id, o.ref)
                    AS rank) r
GROUP BY t.id;

-- name: change
-- Bring it to the place, except where a person has spoken.
UPDATE place p
SET category = n.category, name = n.name, location = n.location, area = n.area,
    entrances = n.entrances, facts = n.facts,
    provenance = p.provenance || (
        SELECT COALESCE(jsonb_object_agg(field, jsonb_build_object(
                   'source', n.source_name, 'role', 'import', 'at', now())), '{}')
        FROM unnest(ARRAY[
            CASE WHEN p.category IS DISTINCT FROM n.category THEN 'category' END,
            CASE WHEN p.name IS DISTINCT FROM n.name THEN 'name' END,
            CASE WHEN p.location::geometry IS DISTINCT FROM n.location THEN 'location' END,
            CASE WHEN p.area::geometry IS DISTINCT FROM n.area THEN 'area' END,
            CASE WHEN p.entrances::geometry IS DISTINCT FROM n.entrances THEN 'entrances' END,
            CASE WHEN p.facts IS DISTINCT FROM n.facts THEN 'facts' END
        ]) AS field WHERE field IS NOT NULL)
FROM (
    SELECT r.id, r.source_name,
           CASE WHEN set_by_person(p.provenance, 'category') THEN p.category ELSE r.category END AS category,
           CASE WHEN set_by_person(p.provenance, 'name') THEN p.name ELSE r.name END AS name,
           CASE WHEN set_by_person(p.provenance, 'location') THEN p.location::geometry ELSE r.location END AS location,
           CASE WHEN set_by_person(p.provenance, 'area') THEN p.area::geometry ELSE r.area END AS area,
           CASE WHEN set_by_person(p.provenance, 'entrances') THEN p.entrances::geometry ELSE r.entrances END
               AS entrances,
           CASE WHEN set_by_person(p.provenance, 'facts') THEN p.facts ELSE r.facts END AS facts
    FROM resolved r JOIN place p ON p.id = r.id
) n
WHERE p.id = n.id AND p.merged_into_id IS NULL
  AND (p.category, p.name, p.location::geometry, p.area::geometry, p.entrances::geometry,
       p.facts)
      IS DISTINCT FROM (n.category, n.name, n.location, n.area, n.entrances, n.facts);

-- name: retire
-- Nothing stands behind these any more, and no person vouched for them.
UPDATE place p
SET state = 'retired', provenance = p.provenance || jsonb_build_object(
    'state', jsonb_build_object('source', %(name)s::text, 'role', 'import', 'at', now()))
FROM touched t
WHERE p.id = t.id AND p.open_data AND p.state <> 'retired' AND NOT any_set_by_person(p.provenance)
  AND NOT EXISTS (SELECT FROM source_object o WHERE o.entity_id = p.id AND o.gone_at IS NULL);

-- name: restore
-- An import retired these, and now the object is back.
UPDATE place p
SET state = CASE WHEN fam.shown THEN 'public' ELSE 'candidate' END,
    provenance = p.provenance || jsonb_build_object(
        'state', jsonb_build_object('source', %(name)s::text, 'role', 'import', 'at', now()))
FROM resolved r JOIN family fam USING (category)
WHERE p.id = r.id AND p.state = 'retired' AND NOT set_by_person(p.provenance, 'state');

-- name: near_street
-- An unnamed place is called after the street beside it.
UPDATE place p SET near = s.name
FROM place q
LEFT JOIN LATERAL (
    SELECT st.name FROM base.street st
    WHERE ST_DWithin(st.geom, ST_Transform(q.location::geometry, 3857), 300)
    ORDER BY st.geom <-> ST_Transform(q.location::geometry, 3857), st.name LIMIT 1) s ON true
WHERE p.id = q.id AND q.name IS NULL AND q.open_data AND q.state <> 'retired'
  AND p.near IS DISTINCT FROM s.name;

-- name: municipality_by_code
UPDATE place p SET municipality_id = m.id
FROM municipality m
WHERE p.municipality_id IS NULL AND m.code = p.facts->>'municipality_code';

-- name: municipality_by_neighbour
-- Else a place belongs where the nearest institution within 5 km does.
UPDATE place p SET municipality_id = i.municipality_id
FROM place q CROSS JOIN LATERAL (
    SELECT municipality_id FROM institution i
    WHERE ST_DWithin(i.location, q.location, 5000) AND municipality_id IS NOT NULL
    ORDER BY i.location <-> q.location LIMIT 1) i
WHERE p.id = q.id AND q.municipality_id IS NULL;
