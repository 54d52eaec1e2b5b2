package pipeline

import (
	"encoding/json"
	"fmt"

	"assay/casefile"
	"assay/keys"
	"assay/sign"
)

// The events of a case's log that have to do with exposed keys.
const (
	ExposedRead = "exposed-read" // a list of exposed keys, with its size and digest
	Acquired    = "acquired"     // the day on which the leak was in hand, as the examiner says
)

// Exposures are the exposed keys that a case knows of; lookup finds its keys.
func Exposures(v *casefile.View, lookup sign.Lookup) (*keys.Exposures, error) {
	var list []keys.Exposed
	err := v.Exposed(func(stored casefile.Exposed) error {
		var e keys.Exposed
		if err := json.Unmarshal(stored.Origin, &e); err != nil {
			return fmt.Errorf("exposed key %q of the case: %w", stored.Key, err)
		}
		list = append(list, e)
		return nil
	})
	return keys.NewExposures(list, lookup), err
}

// AddExposed keeps the lines of lists of exposed keys in a case and counts the
// new ones.
func AddExposed(c *casefile.Case, list []keys.Exposed) (int64, error) {
	stored := make([]casefile.Exposed, 0, len(list))
	for _, e := range list {
		origin, err := json.Marshal(e)
		if err != nil {
			return 0, fmt.Errorf("exposed key %q: %w", e.Key, err)
		}
		stored = append(stored, casefile.Exposed{Key: e.Key, Since: e.Since, Origin: origin})
	}
	return c.AddExposed(stored...)
}
