package biggcd

// The lowest levels of a transform, where a node has so few points that a call
// for each would take longer than its work.

// splitLevel splits all nodes of a level, of the given number of points each.
func splitLevel(x []complex128, size int, fs []factors) {
	switch size {
	case 16:
		for j := range fs {
			split16((*[16]complex128)(x[16*j:]), &fs[j])
		}
	case 8:
		for j := range fs {
			split8((*[8]complex128)(x[8*j:]), &fs[j])
		}
	default:
		for j := range fs {
			split4(x[j*size:(j+1)*size], &fs[j])
		}
	}
}

func mergeLevel(x []complex128, size int, fs []factors) {
	switch size {
	case 16:
		for j := range fs {
			merge16((*[16]complex128)(x[16*j:]), &fs[j])
		}
	case 8:
		for j := range fs {
			merge8((*[8]complex128)(x[8*j:]), &fs[j])
		}
	default:
		for j := range fs {
			merge4(x[j*size:(j+1)*size], &fs[j])
		}
	}
}

func split16(x *[16]complex128, f *factors) {
	w1, w2, w3 := f.w1, f.w2, f.w3
	for i := range 4 {
		a, b, c, d := x[i], x[i+4]*w2, x[i+8]*w1, x[i+12]*w3
		s, t, u, v := a+c, a-c, b+d, timesI(b-d)
		x[i], x[i+4], x[i+8], x[i+12] = s+u, s-u, t+v, t-v
	}
}

func split8(x *[8]complex128, f *factors) {
	w1, w2, w3 := f.w1, f.w2, f.w3
	for i := range 2 {
		a, b, c, d := x[i], x[i+2]*w2, x[i+4]*w1, x[i+6]*w3
		s, t, u, v := a+c, a-c, b+d, timesI(b-d)
		x[i], x[i+2], x[i+4], x[i+6] = s+u, s-u, t+v, t-v
	}
}

func merge16(x *[16]complex128, f *factors) {
	w1, w2, w3 := conj(f.w1), conj(f.w2), conj(f.w3)
	for i := range 4 {
		a, b, c, d := x[i], x[i+4], x[i+8], x[i+12]
		s, u, t, v := a+b, a-b, c+d, timesI(d-c)
		x[i], x[i+4], x[i+8], x[i+12] = s+t, (u+v)*w2, (s-t)*w1, (u-v)*w3
	}
}

func merge8(x *[8]complex128, f *factors) {
	w1, w2, w3 := conj(f.w1), conj(f.w2), conj(f.w3)
	for i := range 2 {
		a, b, c, d := x[i], x[i+2], x[i+4], x[i+6]
		s, u, t, v := a+b, a-b, c+d, timesI(d-c)
		x[i], x[i+2], x[i+4], x[i+6] = s+t, (u+v)*w2, (s-t)*w1, (u-v)*w3
	}
}

func split4leaves(x []complex128, fs []factors) {
	for j := range fs {
		f, y := &fs[j], (*[4]complex128)(x[4*j:])
		a, b, c, d := y[0], y[1]*f.w2, y[2]*f.w1, y[3]*f.w3
		s, t, u, v := a+c, a-c, b+d, timesI(b-d)
		y[0], y[1], y[2], y[3] = s+u, s-u, t+v, t-v
	}
}

func merge4leaves(x []complex128, fs []factors) {
	for j := range fs {
		f, y := &fs[j], (*[4]complex128)(x[4*j:])
		a, b, c, d := y[0], y[1], y[2], y[3]
		s, u, t, v := a+b, a-b, c+d, timesI(d-c)
		y[0], y[1], y[2], y[3] = s+t, (u+v)*conj(f.w2), (s-t)*conj(f.w1), (u-v)*conj(f.w3)
	}
}

func split2leaves(x []complex128, ws []complex128) {
	for j, w := range ws {
		y := (*[2]complex128)(x[2*j:])
		a, b := y[0], y[1]*w
		y[0], y[1] = a+b, a-b
	}
}

func merge2leaves(x []complex128, ws []complex128) {
	for j, w := range ws {
		y := (*[2]complex128)(x[2*j:])
		a, b := y[0], y[1]
		y[0], y[1] = a+b, (a-b)*conj(w)
	}
}
