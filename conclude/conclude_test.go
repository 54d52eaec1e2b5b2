package conclude

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/finding"
)

func supports(basis finding.Basis, claim string, limits ...string) finding.Finding {
	return finding.Finding{Says: finding.Supports, Basis: basis, Claim: claim, Limits: limits}
}

func TestOf(t *testing.T) {
	neutral := finding.Finding{Says: finding.Neutral}
	barred := finding.Finding{Says: finding.Limits, Limits: []string{"from-doubled", "date-unsigned"}}
	contradicts := finding.Finding{Says: finding.Contradicts, Basis: finding.AuthorSigned}
	for name, test := range map[string]struct {
		findings []finding.Finding
		want     Conclusion
	}{
		"none":              {nil, Conclusion{Word: Undetermined, Claim: "its own", Limits: []string{}}},
		"neutral":           {[]finding.Finding{neutral}, Conclusion{Word: Undetermined, Claim: "its own", Limits: []string{}}},
		"barred":            {[]finding.Finding{barred}, Conclusion{Word: Undetermined, Claim: "its own", Limits: []string{"date-unsigned", "from-doubled"}}},
		"contradicted":      {[]finding.Finding{contradicts}, Conclusion{Word: Undetermined, Claim: "its own", Limits: []string{}}},
		"author":            {[]finding.Finding{barred, supports(finding.AuthorSigned, "")}, Conclusion{Word: Verified, Claim: "its own", Basis: finding.AuthorSigned, Limits: []string{}}},
		"the better author": {[]finding.Finding{supports(finding.AuthorSigned, "", "sha1"), supports(finding.AuthorSigned, "")}, Conclusion{Word: Verified, Claim: "its own", Basis: finding.AuthorSigned, Limits: []string{}}},
		"sealed":            {[]finding.Finding{supports(finding.Sealed, "a seal", "b", "a", "b")}, Conclusion{Word: Corroborated, Claim: "a seal", Basis: finding.Sealed, Limits: []string{"a", "b"}}},
		"carried":           {[]finding.Finding{supports(finding.Relayed, "r"), supports(finding.Carried, "c")}, Conclusion{Word: Corroborated, Claim: "c", Basis: finding.Carried, Limits: []string{}}},
		"refuted":           {[]finding.Finding{supports(finding.Carried, "c"), {Says: finding.Contradicts, Basis: finding.SignedOtherwise, Claim: "signed"}}, Conclusion{Word: Refuted, Claim: "signed", Basis: finding.SignedOtherwise, Limits: []string{}}},
		"not refuted":       {[]finding.Finding{supports(finding.SignedOtherwise, "x")}, Conclusion{Word: Undetermined, Claim: "its own", Limits: []string{}}},
		"signed document":   {[]finding.Finding{supports(finding.Carried, "c"), supports(finding.DocumentSigned, "s", "sha1")}, Conclusion{Word: Corroborated, Claim: "s", Basis: finding.DocumentSigned, Limits: []string{"sha1"}}},
		"relayed":           {[]finding.Finding{neutral, supports(finding.Relayed, "r")}, Conclusion{Word: Corroborated, Claim: "r", Basis: finding.Relayed, Limits: []string{}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Of("its own", test.findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestProperties: the order of findings matters not to the word, the basis or
// how many limits there are; nothing is verified but by an author's signature;
// a further finding never weakens the word.
func TestProperties(t *testing.T) {
	weight := []Word{Verified, Refuted, Corroborated, Undetermined}
	rank := func(w Word) int { return slices.Index(weight, w) }
	one := rapid.Custom(func(t *rapid.T) finding.Finding {
		return finding.Finding{
			Says:   rapid.SampledFrom([]finding.Says{finding.Supports, finding.Contradicts, finding.Limits, finding.Neutral}).Draw(t, "says"),
			Basis:  rapid.SampledFrom([]finding.Basis{finding.NoBasis, finding.AuthorSigned, finding.SignedOtherwise, finding.DocumentSigned, finding.Sealed, finding.Carried, finding.Relayed}).Draw(t, "basis"),
			Limits: rapid.SliceOfN(rapid.SampledFrom([]string{"sha1", "expired", "key-1024"}), 0, 4).Draw(t, "limits"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(one, 1, 8).Draw(t, "findings")
		c := Of("claim", list)
		shuffled := Of("claim", rapid.Permutation(list).Draw(t, "shuffled"))
		if c.Word != shuffled.Word || c.Basis != shuffled.Basis {
			t.Fatalf("%+v, in another order %+v", c, shuffled)
		}
		author := slices.ContainsFunc(list, func(f finding.Finding) bool { return f.Says == finding.Supports && f.Basis == finding.AuthorSigned })
		if (c.Word == Verified) != author {
			t.Fatalf("%+v of %+v", c, list)
		}
		if before := Of("claim", list[1:]); rank(before.Word) < rank(c.Word) {
			t.Fatalf("%s is weaker than %s", c.Word, before.Word)
		}
		if !slices.IsSorted(c.Limits) || len(slices.Compact(slices.Clone(c.Limits))) != len(c.Limits) {
			t.Fatalf("limits %q", c.Limits)
		}
	})
}

func TestLimitsAreExplained(t *testing.T) {
	if len(Limits()) < 20 {
		t.Errorf("%d limits are explained", len(Limits()))
	}
	for token, meaning := range Limits() {
		if meaning == "" {
			t.Errorf("%s has no meaning", token)
		}
	}
}
