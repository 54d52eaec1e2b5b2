package forge_test

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"testing"

	"assay/lab/forge"
	"assay/lab/label"
)

func TestPeek(t *testing.T) {
	id, skill, corpus, trace := os.Getenv("ID"), os.Getenv("SKILL"), os.Getenv("CORPUS"), label.Trace(os.Getenv("TRACE"))
	if id == "" {
		t.Skip()
	}
	b := made(t)
	switch corpus {
	case "k":
		b = real(t, "list-ksummit", "eml/*/*.eml", 250)
	case "h":
		b = real(t, "ham-spamassassin-2002", "easy-ham-*/*", 250)
	}
	n := 0
	for _, tq := range forge.Techniques {
		if tq.ID != id || string(tq.Skill) != skill {
			continue
		}
		for i, raw := range b.mails {
			f, ok := forge.Forge(tq, b.job(uint64(i), raw))
			if !ok || trace != "" && !slices.Contains(f.Items[0].Traces, trace) {
				continue
			}
			os.WriteFile("/tmp/fa", raw, 0o600)
			os.WriteFile("/tmp/fb", f.Items[0].Content, 0o600)
			out, _ := exec.Command("diff", "-a", "/tmp/fa", "/tmp/fb").Output()
			fmt.Println("=====", i, f.Items[0].Traces, f.Items[0].Lines)
			fmt.Println(string(out[:min(len(out), 1800)]))
			if n++; n == 4 {
				return
			}
		}
	}
}
