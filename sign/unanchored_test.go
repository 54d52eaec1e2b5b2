package sign_test

import (
	"strings"
	"testing"

	"assay/keys"
	"assay/sign"
)

// TestUnanchored: a key that the leak alone speaks for counts as none, and what
// agrees under it is told; beside any other key it is silent.
func TestUnanchored(t *testing.T) {
	signer, other := madeUp(t, "rsa2048"), madeUp(t, "rsa1024")
	leak := keys.Origin{Source: keys.FromLeak, Recovered: true, Agree: 61, Of: 63}
	anchored := leak
	anchored.Anchors = []string{"mail"}
	archive := keys.Origin{Source: keys.FromZone, File: "keys.zone"}
	key := func(k rsaKey, o keys.Origin) keys.Key { return keys.New(keyName, k.record(t, ""), o) }
	for name, test := range map[string]struct {
		keys   []keys.Key
		want   sign.Result
		agree  int    // that is told; 0 for nothing
		origin string // of the key shown, its beginning
	}{
		"unanchored":             {[]keys.Key{key(signer, leak)}, sign.TempError, 61, ""},
		"another, unanchored":    {[]keys.Key{key(other, leak)}, sign.TempError, 0, ""},
		"anchored":               {[]keys.Key{key(signer, anchored)}, sign.Pass, 0, "recovered from 61 of 63 messages of the leak, anchored by mail"},
		"both":                   {[]keys.Key{key(signer, leak), key(signer, anchored)}, sign.Pass, 0, "recovered from"},
		"archived too":           {[]keys.Key{key(signer, leak), key(signer, archive)}, sign.Pass, 0, "keys.zone"},
		"beside another":         {[]keys.Key{key(signer, leak), key(other, archive)}, sign.Fail, 0, "keys.zone"},
		"beside another's":       {[]keys.Key{key(signer, leak), key(other, anchored)}, sign.Fail, 0, "recovered from"},
		"beside a withdrawn one": {[]keys.Key{key(signer, leak), keys.New(keyName, "v=DKIM1; p=", archive)}, sign.PermError, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			ev := signer.signed()
			s := sign.Judge(&ev, keys.NewSet(test.keys).Lookup, now)
			if s.Result != test.want {
				t.Errorf("%s (%s), want %s", s.Result, s.Reason, test.want)
			}
			o := s.Unanchored()
			if told := strings.Contains(s.Reason, "61 messages of the leak agree"); told != (test.agree > 0) || (o != nil) != told {
				t.Errorf("told: %q, origin %v", s.Reason, o)
			}
			if test.origin == "" {
				if s.Key != nil || s.KeyUsed() != nil && s.KeyUsed().State == keys.Usable {
					t.Errorf("the key is %+v", s.Key)
				}
			} else if s.Key == nil || !strings.HasPrefix(s.Key.Origin, test.origin) {
				t.Errorf("the key is %+v, want %q", s.Key, test.origin)
			}
			if test.want == sign.TempError && s.Header != sign.NoKey {
				t.Errorf("header signature %q", s.Header)
			}
		})
	}
}
