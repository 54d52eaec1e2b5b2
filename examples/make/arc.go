package main

import "fmt"

// seal is the first set of an ARC chain, made by the signer of the name seal.
// RFC 8617 §5.1
type seal struct {
	results string // what was found when the message came in
	at      int64  // t=
}

// put puts the three fields of the set on top of a message.
func (s seal) put(raw string, signers map[string]*signer) string {
	by := signers["seal"]
	results := fmt.Sprintf("ARC-Authentication-Results: i=1; mx.%s;\r\n\t%s\r\n", by.domain, s.results)
	message := signature{at: s.at}.field("ARC-Message-Signature", "i=1; ", raw, by)

	bare := field(fmt.Sprintf("ARC-Seal: i=1; a=rsa-sha256; t=%d; cv=none; d=%s;\r\n\ts=%s; b=", s.at, by.domain, by.selector))
	signed := canonField("relaxed", field(results)) + "\r\n" +
		canonField("relaxed", field(message)) + "\r\n" +
		canonField("relaxed", bare) // RFC 8617 §5.1.1
	how := signature{}
	value := by.key.sign(how.hash(), how.sum(signed))
	return string(bare) + fold(encode(value)) + "\r\n" + message + results + raw
}
