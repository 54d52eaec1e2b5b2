package biggcd

// The first split of transforms whose length is three or five times a power of
// two. The cube root -i of i, and its fifth root i, make the factors trivial.

const (
	sin3 = 0.86602540378443864676372317075293618347140262690519 // sin(2π/3)
	cos5 = 0.30901699437494742410229341718281905886015458990288 // cos(2π/5)
	cosB = -.80901699437494742410229341718281905886015458990288 // cos(4π/5)
	sin5 = 0.95105651629515357211643933337938214340569863412575 // sin(2π/5)
	sinB = 0.58778525229247312916870595463907276859765243764314 // sin(4π/5)
)

func scale(f float64, z complex128) complex128 { return complex(f*real(z), f*imag(z)) }

// split3 takes x^(3h) - i apart into x^h - v with v = -i e^(2πi c/3).
func split3(x []complex128) {
	h := len(x) / 3
	x0, x1, x2 := x[:h], x[h:2*h], x[2*h:3*h]
	x1, x2 = x1[:len(x0)], x2[:len(x0)]
	for i := range x0 {
		a, b, d := x0[i], -timesI(x1[i]), -x2[i]
		s, t := b+d, timesI(scale(sin3, b-d))
		r := a - scale(0.5, s)
		x0[i], x1[i], x2[i] = a+s, r+t, r-t
	}
}

func merge3(x []complex128) {
	h := len(x) / 3
	x0, x1, x2 := x[:h], x[h:2*h], x[2*h:3*h]
	x1, x2 = x1[:len(x0)], x2[:len(x0)]
	for i := range x0 {
		a, b, d := x0[i], x1[i], x2[i]
		s, t := b+d, timesI(scale(sin3, b-d))
		r := a - scale(0.5, s)
		x0[i], x1[i], x2[i] = a+s, timesI(r-t), -(r + t)
	}
}

// split5 takes x^(5h) - i apart into x^h - v with v = i e^(2πi c/5).
func split5(x []complex128) {
	h := len(x) / 5
	x0, x1, x2, x3, x4 := x[:h], x[h:2*h], x[2*h:3*h], x[3*h:4*h], x[4*h:5*h]
	x1, x2, x3, x4 = x1[:len(x0)], x2[:len(x0)], x3[:len(x0)], x4[:len(x0)]
	for i := range x0 {
		x0[i], x1[i], x2[i], x3[i], x4[i] = roots5(x0[i], timesI(x1[i]), -x2[i], -timesI(x3[i]), x4[i])
	}
}

func merge5(x []complex128) {
	h := len(x) / 5
	x0, x1, x2, x3, x4 := x[:h], x[h:2*h], x[2*h:3*h], x[3*h:4*h], x[4*h:5*h]
	x1, x2, x3, x4 = x1[:len(x0)], x2[:len(x0)], x3[:len(x0)], x4[:len(x0)]
	for i := range x0 {
		a, b, c, d, e := roots5(x0[i], x4[i], x3[i], x2[i], x1[i])
		x0[i], x1[i], x2[i], x3[i], x4[i] = a, -timesI(b), -c, timesI(d), e
	}
}

// roots5 evaluates a + bz + cz² + dz³ + ez⁴ at the five fifth roots of one.
func roots5(a, b, c, d, e complex128) (y0, y1, y2, y3, y4 complex128) {
	s, t, u, v := b+e, c+d, b-e, c-d
	p := a + scale(cos5, s) + scale(cosB, t)
	q := a + scale(cosB, s) + scale(cos5, t)
	f := timesI(scale(sin5, u) + scale(sinB, v))
	g := timesI(scale(sinB, u) - scale(sin5, v))
	return a + (s + t), p + f, q + g, q - g, p - f
}
