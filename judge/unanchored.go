package judge

import (
	"fmt"

	"assay/finding"
	"assay/keys"
	"assay/sign"
)

// unanchored says of a signature that it agrees with others of the leak, which
// decides nothing.
func unanchored(s *sign.Signature, o *keys.Origin, where string) finding.Finding {
	why := fmt.Sprintf("It carries a signature of %s, and its key is not at hand. %s under one key that was computed from them, this one among them. "+
		"Nothing outside the leak says whose key that is: two fakes under one invented key agree as well, so it counts as no key. ", s.Domain, o.Agreement())
	if s.BodyHash == sign.Matches {
		why += "The body fits the hash that the signature announces."
	} else {
		why += "The body is not the one that the signature announces."
	}
	f := neutral("dkim/key-unanchored", finding.CouldNotRun, where, why)
	f.Recheck = "find the key in an archive: assay keys import FILE; or give mail of that domain from elsewhere: assay keys recover --anchor PATH"
	return f
}
