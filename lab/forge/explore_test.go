package forge_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/lab/forge"
)

func TestExplore(t *testing.T) {
	if os.Getenv("EXPLORE") == "" {
		t.Skip()
	}
	boxes := []box{made(t), real(t, "list-ksummit", "eml/*/*.eml", 250), real(t, "ham-spamassassin-2002", "easy-ham-*/*", 250)}
	for _, tq := range forge.Techniques {
		line := fmt.Sprintf("%-24s %-7s", tq.ID, tq.Skill)
		for _, b := range boxes {
			n := 0
			traces := map[string]int{}
			for i, raw := range b.mails {
				f, ok := forge.Forge(tq, b.job(uint64(i), raw))
				if !ok {
					continue
				}
				n++
				for _, tr := range f.Items[0].Traces {
					traces[string(tr)]++
				}
			}
			line += fmt.Sprintf(" | %d/%d %s", n, len(b.mails), strings.TrimPrefix(fmt.Sprint(traces), "map"))
		}
		fmt.Println(line)
	}
}
