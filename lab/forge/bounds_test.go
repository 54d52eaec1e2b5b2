package forge_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"assay/lab/forge"
	"assay/lab/label"
	"assay/mail"
)

// TestDamagedMail forges mails that are cut off; none may stop the lab.
func TestDamagedMail(t *testing.T) {
	b := crafted(t)
	for _, n := range []int{twinLetter, oldMailerLetter, attachedLetter} {
		raw := b.mails[n]
		const cuts = 23
		for i := range cuts {
			cut := raw[:len(raw)*i/cuts]
			for _, tq := range forge.Techniques {
				if slices.Contains(tq.On, forge.Mail) {
					if f, ok := forge.Forge(tq, b.job(uint64(i), cut)); ok && len(f.Items) == 0 {
						t.Errorf("%s gave nothing", tq.ID)
					}
				}
			}
		}
	}
}

// TestNothingAtHand leaves out all that a forger may have.
func TestNothingAtHand(t *testing.T) {
	for _, raw := range crafted(t).mails {
		for _, tq := range forge.Techniques {
			j := box{}.job(1, raw)
			bare := &forge.Job{R: j.R, Original: raw, Kind: forge.Mail, Now: j.Now}
			f, ok := forge.Forge(tq, bare)
			if ok && (strings.HasPrefix(tq.ID, "made-") || strings.HasPrefix(tq.ID, "intruder-") || tq.ID == "two-fakes") {
				t.Errorf("%s was done without words: %d items", tq.ID, len(f.Items))
			}
		}
	}
}

// TestSignaturesThatNeverHeldAreNoTrace asks who knows.
func TestSignaturesThatNeverHeldAreNoTrace(t *testing.T) {
	b := crafted(t)
	for _, holds := range []bool{true, false} {
		j := b.job(1, b.mails[twinLetter])
		j.Holds = func([]byte) bool { return holds }
		f, ok := forge.Forge(technique(t, "body-word", label.Able), j)
		if !ok || slices.Contains(f.Items[0].Traces, label.Signature) != holds {
			t.Errorf("a signature that holds: %v; traces %v", holds, f.Items[0].Traces)
		}
	}
}

// TestSignatureKnowsItsCoverage changes what h= names and what it does not.
func TestSignatureKnowsItsCoverage(t *testing.T) {
	for id, covered := range map[string]bool{"field-to": true, "field-cc": false, "subject-changed": true, "body-figure": true} {
		f := apply(t, id, label.Able, twinLetter, 4)
		if slices.Contains(f.Items[0].Traces, label.Signature) != covered {
			t.Errorf("%s: covered %v, traces %v", id, covered, f.Items[0].Traces)
		}
	}
	limited := strings.Replace(string(crafted(t).mails[wholeLetter]), "bh=", "l=20; bh=", 1)
	for id, covered := range map[string]bool{"field-to": true, "body-figure": false} {
		// The figure stands in the text behind its first 20 bytes: in base64 the
		// line is encoded anew, and its first letters stay.
		f, ok := forge.Forge(technique(t, id, label.Able), crafted(t).job(4, []byte(limited)))
		if !ok || slices.Contains(f.Items[0].Traces, label.Signature) != covered {
			t.Errorf("%s under l=20: covered %v, traces %v", id, covered, f.Items[0].Traces)
		}
	}
}

// TestParentTellsTheOrder dates an answer before what it answers.
func TestParentTellsTheOrder(t *testing.T) {
	b := crafted(t)
	m := mail.Parse(b.mails[twinLetter])
	parent, _ := m.First("in-reply-to")
	for _, id := range []string{parent.Unfolded(), "<other@council.example>"} {
		j := b.job(1, b.mails[twinLetter])
		j.Thread = [][]byte{[]byte("Message-ID: " + id + "\r\nDate: " + sent.Add(-3*time.Hour).Format(time.RFC1123Z) + "\r\n\r\nHow many chairs?\r\n")}
		f, ok := forge.Forge(technique(t, "date-weekday", label.Fair), j)
		if !ok || slices.Contains(f.Items[0].Traces, forge.OrderOfThread) != (id == parent.Unfolded()) {
			t.Errorf("parent %s: %v", id, f.Items[0].Traces)
		}
	}
}

func technique(t testing.TB, id string, skill label.Skill) forge.Technique {
	t.Helper()
	i := slices.IndexFunc(forge.Techniques, func(tq forge.Technique) bool { return tq.ID == id && tq.Skill == skill })
	if i < 0 {
		t.Fatalf("no technique %s %s", id, skill)
	}
	return forge.Techniques[i]
}

// TestMendedTopicIsNoTrace changes many subjects, some by words put behind.
func TestMendedTopicIsNoTrace(t *testing.T) {
	raw := strings.Replace(string(crafted(t).mails[twinLetter]), "The 120 chairs of Tuesday\r\nSubject: Re: The 120 chairs of Tuesday", "A hall\r\nSubject: Re: A hall", 1)
	for _, skill := range []label.Skill{label.Clumsy, label.Able} {
		f, ok := forge.Forge(technique(t, "subject-changed", skill), crafted(t).job(1, []byte(raw)))
		if !ok || slices.Contains(f.Items[0].Traces, forge.TopicKept) != (skill == label.Clumsy) {
			t.Errorf("%s: %v", skill, f.Items[0].Traces)
		}
	}
}
