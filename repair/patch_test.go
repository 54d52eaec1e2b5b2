package repair

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// TestPatchApplies has the programme that others use apply random patches.
func TestPatchApplies(t *testing.T) {
	if _, err := exec.LookPath("patch"); err != nil {
		t.Skip("no patch on this system")
	}
	line := rapid.SampledFrom([]string{"a\n", "b\n", "\n", "c\r\n", "dd\n", "\xff\n"})
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		join := func(name string) (text string) {
			for _, l := range rapid.SliceOfN(line, 1, 40).Draw(r, name) {
				text += l
			}
			return text + rapid.SampledFrom([]string{"", "no end"}).Draw(r, name+" end")
		}
		stored, signed := join("stored"), join("signed")
		if stored == signed {
			return
		}
		file := filepath.Join(dir, "message.eml")
		for name, text := range map[string]string{file: stored, file + ".diff": Patch([]byte(stored), []byte(signed))} {
			if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
				r.Fatal(err)
			}
		}
		if got, err := Apply([]byte(stored), Patch([]byte(stored), []byte(signed))); err != nil || string(got) != signed {
			r.Errorf("Apply gives %q, want %q (%v)", got, signed, err)
		}
		if out, err := exec.Command("patch", "--binary", "-s", "-p0", file, file+".diff").CombinedOutput(); err != nil {
			r.Fatalf("%v: %s\n%s", err, out, Patch([]byte(stored), []byte(signed)))
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != signed {
			r.Errorf("%q, want %q (%v)", got, signed, err)
		}
	})
}
