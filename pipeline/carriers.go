package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"

	"assay/casefile"
	"assay/corpus"
)

// errHeard ends the hearing of parents.
var errHeard = errors.New("heard enough")

// hear yields the carriers of a subject.
func hear(s *casefile.Subject) corpus.Carriers {
	return func(visit func(corpus.Carrier) bool) error {
		err := s.Parents(func(p casefile.Parent) error {
			if p.Testimony == nil {
				return nil
			}
			var carrier corpus.Carrier
			if err := json.Unmarshal(p.Testimony, &carrier); err != nil {
				return fmt.Errorf("testimony of %s: %w", p.Digest, err)
			}
			if !visit(carrier) {
				return errHeard
			}
			return nil
		})
		if errors.Is(err, errHeard) {
			return nil
		}
		return err
	}
}
