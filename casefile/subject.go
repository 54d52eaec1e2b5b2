package casefile

import "assay/item"

// Subject is an item that is being judged.
type Subject struct {
	Digest item.Digest
	IDOf   item.IDOf
	Kind   item.Kind
	Facts  []byte // JSON
	Repair []byte // JSON: the outcome that PutRepairs kept; nil for none

	view                  *View
	id, depth, generation int64
}

// Parent is an item in which the subject stands.
type Parent struct {
	Digest     item.Digest
	Kind       item.Kind
	Conclusion string // empty: it is not judged before the subject
	Testimony  []byte // its Verdict's; nil: it is not judged before the subject
}

// Parents calls visit for every item in which the subject stands, once each,
// in the order of the paths. An item may stand in a hundred thousand others:
// they are read one at a time, and an error of visit ends it and is returned.
//
// An archive can be built to hold itself. A parent that stands no higher than
// the subject does is not judged before it, and comes without a conclusion.
func (s *Subject) Parents(visit func(Parent) error) error {
	if s.depth == 0 {
		return nil
	}
	ids, err := s.parentIDs()
	if err != nil {
		return explain(s.view.dir, err)
	}
	for _, id := range ids {
		p, err := s.parent(id)
		if err != nil {
			return explain(s.view.dir, err)
		}
		if err := visit(p); err != nil {
			return err
		}
	}
	return nil
}

// parentIDs takes 8 bytes a parent.
func (s *Subject) parentIDs() (ids []int64, err error) {
	rows, err := s.view.stmts.parentIDs.Query(s.id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

func (s *Subject) parent(id int64) (p Parent, err error) {
	var digest []byte
	err = s.view.stmts.parent.QueryRow(id, s.generation, s.depth).
		Scan(&digest, &p.Kind, &p.Conclusion, &p.Testimony)
	copy(p.Digest[:], digest)
	return p, err
}
