package main

import (
	"fmt"
	"strings"
	"time"

	"assay/casefile"
	"assay/judge"
	"assay/pipeline"
)

// heldFlags say which accounts were taken, and since when.
type heldFlags struct {
	Held      []string `help:"Address of an account that the intruder may have held, beside those whose mailboxes are in the leak; may be repeated." placeholder:"ADDRESS" sep:"none"`
	Intrusion string   `help:"First day on which the intruder may have held accounts; \"unknown\" takes it back." placeholder:"DATE"`
}

// check refuses what is no address and no day.
func (f *heldFlags) check() error {
	for _, a := range f.Held {
		if local, host, ok := strings.Cut(a, "@"); !ok || local == "" || host == "" {
			return usageError{fmt.Errorf("--held %q is no address", a)}
		}
	}
	if f.Intrusion == "" || f.Intrusion == unknownDay {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, f.Intrusion); err != nil {
		return usageError{fmt.Errorf("--intrusion %q is not a day as in 2017-03-14, nor %q", f.Intrusion, unknownDay)}
	}
	return nil
}

// day is the day of --intrusion, "" where it is not known.
func (f *heldFlags) day() string {
	if f.Intrusion == unknownDay {
		return ""
	}
	return f.Intrusion
}

// held is what is known without a case.
func (f *heldFlags) held() judge.Held {
	h := judge.Held{Accounts: map[string]bool{}, Since: f.day()}
	for _, a := range f.Held {
		h.Accounts[judge.Account(strings.ToLower(a))] = true
	}
	return h
}

// addHeld keeps it in the case, and logs it.
func (s *system) addHeld(store *casefile.Case, f heldFlags) error {
	if len(f.Held) > 0 {
		if err := pipeline.AddHeld(store, f.Held); err != nil {
			return err
		}
		if err := s.log(store, pipeline.Held, map[string]any{"accounts": f.Held}); err != nil {
			return err
		}
	}
	if f.Intrusion == "" {
		return nil
	}
	if err := store.SetIntrusion(f.day()); err != nil {
		return err
	}
	return s.log(store, pipeline.Intrusion, map[string]any{"day": f.Intrusion})
}
