package tell_test

import (
	"slices"
	"testing"

	"assay/office"
	"assay/tell"
)

// TestTimesOfRTF holds that the tells of time read RTF as well.
func TestTimesOfRTF(t *testing.T) {
	for revised, want := range map[string]bool{`\yr2021\mo3\dy5`: false, `\yr2021\mo2\dy4`: true} {
		d, err := office.Read([]byte(`{\rtf1\ansi{\fonttbl{\f0 Aptos;}}{\info{\creatim\yr2021\mo3\dy4\hr8\min15}{\revtim` + revised + `\hr8\min20}}\f0 Dear Ada\par}`))
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range tell.OfDocument(d).Findings {
			found = append(found, f.ID)
		}
		if got := slices.Contains(found, "office/times"); got != want {
			t.Errorf("revised at %s: times found %v, want %v", revised, got, want)
		}
		if !slices.Contains(found, "office/young-font") {
			t.Errorf("Aptos in 2021 is not found: %v", found)
		}
	}
}
