package mail

import (
	"testing"
	"time"
)

// TestZoneOfDate: the zone is what mail means by it, wherever it is read.
func TestZoneOfDate(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	for _, here := range []string{"UTC", "America/Los_Angeles", "Europe/Paris"} {
		zone, err := time.LoadLocation(here)
		if err != nil {
			t.Skipf("no time zones on this system: %v", err)
		}
		time.Local = zone
		for text, want := range map[string]string{
			"Fri, 21 Apr 2017 09:12:33 +0200":       "2017-04-21T09:12:33+02:00",
			"Fri, 21 Apr 2017 09:12:33 +0200 (MST)": "2017-04-21T09:12:33+02:00",
			"Fri, 21 Apr 2017 09:12:33 GMT":         "2017-04-21T09:12:33Z",
			"Fri, 21 Apr 2017 09:12:33 PST":         "2017-04-21T09:12:33-08:00",
			"Fri, 21 Apr 2017 09:12:33 PDT":         "2017-04-21T09:12:33-07:00",
			"Fri, 21 Apr 2017 09:12:33 CEST":        "2017-04-21T09:12:33Z",
			"Fri Apr 21 09:12:33 EDT 2017":          "2017-04-21T09:12:33-04:00",
			"Fri Apr 21 09:12:33 2017":              "2017-04-21T09:12:33Z",
		} {
			if got, ok := ParseDate(text); !ok || got.Format(time.RFC3339) != want {
				t.Errorf("in %s %q is %s, want %s", here, text, got.Format(time.RFC3339), want)
			}
		}
	}
}
