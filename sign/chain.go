package sign

import "assay/keys"

// The verdicts on a chain. RFC 8617 §4.4 names the first three.
const (
	ChainPass    = "pass"
	ChainFail    = "fail"
	ChainUnknown = "unknown" // a key is not at hand
)

// JudgeAll judges all evidence of one item, in its order.
func JudgeAll(facts *Facts, lookup Lookup, now int64) []Signature {
	list := make([]Signature, 0, len(facts.Signatures))
	for i := range facts.Signatures {
		ev := &facts.Signatures[i]
		s := Judge(ev, lookup, now)
		if ev.ARCSet != nil {
			s.ARCShown = judgeSet(ev.ARCSet, lookup)
		}
		list = append(list, s)
	}
	setChain(facts, list)
	return list
}

// judgeSet judges the seal of one set.
func judgeSet(a *ARCSet, lookup Lookup) *ARCShown {
	v := judgeSeal(a, lookup)
	shownSet := &ARCShown{
		Instance: a.Instance, CV: a.CV, Sealer: a.Sealer, SealSelector: a.Selector, Seal: v.match,
		SealKey: shown(v), SealedAt: timestamp(a.SealAt), Results: a.Results,
		sealedBy: v.key,
	}
	switch {
	case a.Problem != "" || v.result == PermError || v.result == Policy:
		shownSet.SealResult = PermError
	default:
		shownSet.SealResult = v.result
	}
	return shownSet
}

// setChain gives every set the verdict on the whole chain. RFC 8617 §5.2: the
// structure is sound, the newest message signature holds, every seal holds.
func setChain(facts *Facts, list []Signature) {
	verdict, newest := ChainPass, -1
	worsen := func(r Result) {
		switch {
		case r == Pass:
		case r == TempError && verdict == ChainPass:
			verdict = ChainUnknown
		case r != TempError:
			verdict = ChainFail
		}
	}
	for i := range list {
		if a := list[i].ARCShown; a != nil {
			newest = i
			worsen(a.SealResult)
			if facts.Signatures[i].ARCSet.ChainProblem != "" {
				verdict = ChainFail
			}
		}
	}
	if newest < 0 {
		return
	}
	worsen(list[newest].Result)
	for i := range list {
		if a := list[i].ARCShown; a != nil {
			a.Chain = verdict
		}
	}
}

// SealKey is the key that the judgement of a seal rests on, nil where none is
// at hand.
func SealKey(a *ARCSet, lookup Lookup) *keys.Key { return judgeSeal(a, lookup).key }

func judgeSeal(a *ARCSet, lookup Lookup) verdict {
	return verdictOf(a.Seal, keys.Name(a.Selector, a.Sealer), lookup, func(k *keys.Key) string {
		return Unfit(k, &Evidence{Signed: a.Seal, Domain: a.Sealer})
	})
}
