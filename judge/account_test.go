package judge

import "testing"

func TestAccount(t *testing.T) {
	for address, want := range map[string]string{
		"ann@press.example": "ann@press.example", "ann+list@press.example": "ann@press.example", "ann+a+b@press.example": "ann@press.example",
		"+ann@press.example": "+ann@press.example", "ann@a+b.example": "ann@a+b.example", "ann+": "ann+", "": "",
	} {
		if got := Account(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
