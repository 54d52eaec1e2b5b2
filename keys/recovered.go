package keys

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"
)

// NewRecovered is a key that was computed from messages of the leak: agree of
// so many verify under it, and anchors say what outside the leak tells whose it
// is. An error means that it has no form that could be published.
func NewRecovered(name string, public *rsa.PublicKey, agree, of int, anchors []string) (Key, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return Key{}, fmt.Errorf("recovered key of %s: %w", clip(name), err)
	}
	o := Origin{Source: FromLeak, How: "recovered", Recovered: true, Agree: agree, Of: of, Anchors: anchors}
	return New(name, "v=DKIM1; k=rsa; p="+base64.StdEncoding.EncodeToString(der), o), nil
}

// Unanchored reports whether nothing but the leak itself says whose the key is.
// Such a key counts as none: two fakes under one invented key agree as well.
func (o Origin) Unanchored() bool { return o.Source == FromLeak && len(o.Anchors) == 0 }

// Agreement says how many messages of the leak verify under a recovered key.
func (o Origin) Agreement() string {
	if o.Agree == 1 {
		return "1 message of the leak agrees"
	}
	return fmt.Sprintf("%d messages of the leak agree", o.Agree)
}

// recovered says in words where a key of the leak is from.
func (o Origin) recovered() string {
	text := fmt.Sprintf("recovered from %d of %d messages of the leak", o.Agree, o.Of)
	switch {
	case o.Of <= 1:
		text = "recovered with 1 message of the leak"
	case o.Of <= o.Agree:
		text = fmt.Sprintf("recovered from %d messages of the leak", o.Agree)
	}
	if len(o.Anchors) == 0 {
		return text + "; nothing outside it says whose it is"
	}
	return text + ", anchored by " + strings.Join(o.Anchors, " and by ")
}
