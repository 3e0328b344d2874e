package render

// Where the parts of xterm's 256 colours begin: 16 basic ones, a cube of 6x6x6,
// 24 greys.
const (
	cubeStart = 16
	greyStart = 232
)

// cubeLevels are the intensities along each side of the cube.
var cubeLevels = [6]uint8{0, 95, 135, 175, 215, 255}

// basicShown are the 16 basic colours as xterm shows them, for the web page.
var basicShown = [cubeStart][3]uint8{
	{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0}, {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
	{127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
}

// basicNominal are the same 16 as their names mean them. Terminals differ in
// what they show, and against xterm's pale blue pure blue would count as dark;
// so the nearest one is looked for among these.
var basicNominal = [cubeStart][3]uint8{
	{0, 0, 0}, {128, 0, 0}, {0, 128, 0}, {128, 128, 0}, {0, 0, 128}, {128, 0, 128}, {0, 128, 128}, {192, 192, 192},
	{128, 128, 128}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {0, 0, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
}

var shown = func() (p [256][3]uint8) {
	copy(p[:], basicShown[:])
	for i := cubeStart; i < greyStart; i++ {
		n := i - cubeStart
		p[i] = [3]uint8{cubeLevels[n/36], cubeLevels[n/6%6], cubeLevels[n%6]}
	}
	for i := greyStart; i < 256; i++ {
		v := uint8(8 + 10*(i-greyStart))
		p[i] = [3]uint8{v, v, v}
	}
	return p
}()

// nearestBasic is the basic colour nearest to each of the 256.
var nearestBasic = func() (t [256]uint8) {
	for i := range t {
		t[i] = uint8(i)
		if i >= cubeStart {
			t[i] = uint8(basicNear(shown[i][0], shown[i][1], shown[i][2]))
		}
	}
	return t
}()

// Palette returns the 256 colours (red, green, blue) of the classes f0 to f255
// and b0 to b255: xterm's.
func Palette() [256][3]uint8 { return shown }

// toPalette returns the number of the cube's colour or grey nearest to c,
// which is 24 bit.
func toPalette(c color) int {
	r, g, b := c.components()
	ri, gi, bi := cubeLevel(r), cubeLevel(g), cubeLevel(b)
	cube := cubeStart + 36*ri + 6*gi + bi
	mean := (int(r) + int(g) + int(b)) / 3
	grey := greyStart + min(max((mean-3)/10, 0), 255-greyStart)
	if distance(shown[grey], r, g, b) < distance(shown[cube], r, g, b) {
		return grey
	}
	return cube
}

// toBasic returns the number, 0 to 15, of the basic colour nearest to c, which
// is not the client's own.
func toBasic(c color) int {
	if i, ok := c.index(); ok {
		return int(nearestBasic[i])
	}
	return basicNear(c.components())
}

// cubeLevel returns which of cubeLevels is nearest to v.
func cubeLevel(v uint8) int {
	switch {
	case v < 48:
		return 0
	case v < 115:
		return 1
	}
	return (int(v) - 35) / 40
}

func basicNear(r, g, b uint8) int {
	best, bestDistance := 0, distance(basicNominal[0], r, g, b)
	for i := 1; i < cubeStart; i++ {
		if d := distance(basicNominal[i], r, g, b); d < bestDistance {
			best, bestDistance = i, d
		}
	}
	return best
}

func distance(c [3]uint8, r, g, b uint8) int {
	dr, dg, db := int(c[0])-int(r), int(c[1])-int(g), int(c[2])-int(b)
	return dr*dr + dg*dg + db*db
}
