package c2pa

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// coseSign is a COSE_Sign1 (RFC 9052 §4.2) over a claim.
type coseSign struct {
	protected []byte // the header as it stands, which is signed
	value     []byte
	algorithm int64
	chain     [][]byte // certificates in DER, the signer's first
	loose     bool     // the chain stands outside of what is signed
	stamps    []token
}

// token is a time stamp that the signature carries.
type token struct {
	name string // sigTst or sigTst2
	der  []byte
}

// The headers that are read. RFC 9052 §3.1, RFC 9360 §2
const (
	headerAlgorithm = 1
	headerChain     = 33
)

// maxCertificates of one chain.
const maxCertificates = 32

// header is a COSE header map; its keys are numbers or text.
type header map[any]cbor.RawMessage

// readSignature reads the bytes of a signature box.
func readSignature(data []byte) (*coseSign, error) {
	if len(data) == 0 {
		return nil, errors.New("the manifest has no signature")
	}
	var tag cbor.RawTag
	if decoding.Unmarshal(data, &tag) == nil {
		if tag.Number != 18 {
			return nil, fmt.Errorf("the signature is of the COSE form %d, which is not read", tag.Number)
		}
		data = tag.Content
	}
	var parts []cbor.RawMessage
	if err := decoding.Unmarshal(data, &parts); err != nil || len(parts) != 4 {
		return nil, errors.New("the signature is not a COSE_Sign1")
	}
	s := &coseSign{}
	if decoding.Unmarshal(parts[0], &s.protected) != nil || decoding.Unmarshal(parts[3], &s.value) != nil {
		return nil, errors.New("the signature is not a COSE_Sign1")
	}
	var protected, unprotected header
	if err := decoding.Unmarshal(s.protected, &protected); err != nil {
		return nil, fmt.Errorf("the signature's protected header: %w", err)
	}
	if err := decoding.Unmarshal(parts[1], &unprotected); err != nil {
		return nil, fmt.Errorf("the signature's header: %w", err)
	}
	if protected.get(int64(headerAlgorithm), &s.algorithm) != nil {
		return nil, errors.New("the signature names no algorithm")
	}
	if err := s.readChain(protected, unprotected); err != nil {
		return nil, err
	}
	s.readStamps(unprotected)
	return s, nil
}

// get decodes the header of that number or name.
func (h header) get(key, to any) error {
	if n, ok := key.(int64); ok && n >= 0 {
		key = uint64(n)
	}
	raw, ok := h[key]
	if !ok {
		return errors.New("no such header")
	}
	return decoding.Unmarshal(raw, to)
}

// readChain finds the certificates: protected since version 1.3, anywhere and
// by name before. C2PA 2.1 §14.6
func (s *coseSign) readChain(protected, unprotected header) error {
	for i, h := range []header{protected, unprotected} {
		for _, key := range []any{int64(headerChain), "x5chain"} {
			if h.get(key, &s.chain) == nil && len(s.chain) > 0 {
				break
			}
			var one []byte
			if h.get(key, &one) == nil && len(one) > 0 {
				s.chain = [][]byte{one}
			}
		}
		if len(s.chain) > 0 {
			s.loose = i > 0
			break
		}
	}
	switch {
	case len(s.chain) == 0:
		return errors.New("the signature carries no certificate")
	case len(s.chain) > maxCertificates:
		return fmt.Errorf("the signature carries more than %d certificates", maxCertificates)
	}
	return nil
}

// readStamps takes out the time stamp tokens. C2PA 2.1 §10.3
func (s *coseSign) readStamps(h header) {
	for _, name := range []string{"sigTst2", "sigTst"} {
		var box struct {
			Tokens []struct {
				Val []byte `cbor:"val"`
			} `cbor:"tstTokens"`
		}
		if h.get(name, &box) != nil {
			continue
		}
		for _, t := range box.Tokens {
			s.stamps = append(s.stamps, token{name, t.Val})
		}
	}
}

// toBeSigned is the Sig_structure over a payload. RFC 9052 §4.4
func (s *coseSign) toBeSigned(context string, payload []byte) ([]byte, error) {
	return cbor.Marshal([]any{context, s.protected, []byte{}, payload})
}
