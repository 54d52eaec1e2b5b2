package carve_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/oletext/carve"
)

func wide(text string) string {
	var b []byte
	for _, r := range text {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestText(t *testing.T) {
	english, russian := "This sentence was taken out of the paper.", "Это предложение было убрано из документа."
	for name, c := range map[string]struct {
		data string
		page int
		want []string
	}{
		"bytes":            {"\x00\x01" + english + "\x00", 1252, []string{english}},
		"UTF-16":           {"\x01\x02\x00\x00" + wide(english) + "\xff\xff", 1252, []string{english}},
		"odd offset":       {"\x01\x02\x03" + wide(russian) + "\xff\xff", 1252, []string{russian}},
		"code page":        {"\x01\xdd\xf2\xee \xef\xf0\xe5\xe4\xeb\xee\xe6\xe5\xed\xe8\xe5 \xe1\xfb\xeb\xee \xf3\xe1\xf0\xe0\xed\xee\x00", 1251, []string{"Это предложение было убрано"}},
		"wrong code page":  {"\x01\xdd\xf2\xee \xef\xf0\xe5\xe4\xeb\xee\xe6\xe5\xed\xe8\xe5 \xe1\xfb\xeb\xee \xf3\xe1\xf0\xe0\xed\xee\x00", 1252, nil},
		"accents":          {wide("La qualité de l’été dépend de la météo."), 1252, []string{"La qualité de l’été dépend de la météo."}},
		"two after others": {english + "\x00" + wide(russian), 1252, []string{english, russian}},
		"path":             {"\x00\x01" + `C:\Documents\ana\budget-plan.doc` + "\x00", 1252, []string{`C:\Documents\ana\budget-plan.doc`}},
		"one long word":    {strings.Repeat("x", 100), 1252, nil},
		"numbers":          {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", 1252, nil},
		"short":            {"too short", 1252, nil},
	} {
		got, more := carve.Text([]byte(c.data), c.page)
		if diff := cmp.Diff(c.want, got); diff != "" || more != 0 {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestNoise holds that random bytes hold next to no text.
func TestNoise(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 2))
	data := make([]byte, 4<<20)
	for i := range data {
		data[i] = byte(source.Uint32())
	}
	if got, _ := carve.Text(data, 1252); len(got) > 0 {
		t.Errorf("random bytes hold %q", got)
	}
}

// TestLong holds that long text is cut into pieces and that what is not kept
// is counted, in time that grows with the length.
func TestLong(t *testing.T) {
	start := time.Now()
	for _, data := range []string{wide(strings.Repeat("many words ", 200_000)), wide(strings.Repeat("y", 1<<21)), strings.Repeat("a\x00", 1<<21), strings.Repeat("z", 1<<22)} {
		pieces, more := carve.Text([]byte(data), 1252)
		if strings.HasPrefix(data, "m") && (len(pieces) != 200 || more < 1000) {
			t.Errorf("%d pieces and %d more", len(pieces), more)
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
