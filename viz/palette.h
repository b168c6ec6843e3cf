/* The colours of all pictures: Okabe and Ito's, which people tell apart whatever their eyes, and
 * light tints of them to put black text on. Colour never carries meaning alone. */
#ifndef PS_VIZ_PALETTE_H
#define PS_VIZ_PALETTE_H

#define PS_BLUE "#0072B2"           /* lines of what users do */
#define PS_BLUE_TINT "#8FBEDC"      /* those of them that stand back */
#define PS_VERMILION "#D55E00"      /* lines of what arrives */
#define PS_VERMILION_TEXT "#A84A00" /* the same hue, dark enough for small text on white */
#define PS_PURPLE "#CC79A7"         /* lines of faults */
#define PS_PURPLE_TEXT "#8F3F6C"
#define PS_SKY_TINT "#CFE9F8"    /* settled, and the records agree */
#define PS_ORANGE "#E69F00"      /* settled, and a property is violated */
#define PS_ORANGE_TINT "#F6C45A" /* the same under much text */
#define PS_GREY "#767676"        /* lines beside the point */
#define PS_GREY_TEXT "#595959"

/* In the dark: the same hues, light enough for lines and text on a dark paper. */
#define PS_DARK_PAPER "#15181C"
#define PS_DARK_SHEET "#20252B" /* what stands back from the paper */
#define PS_DARK_INK "#E8E8E8"
#define PS_DARK_LINE "#59616B" /* of tables */
#define PS_DARK_BLUE "#56B4E9"
#define PS_DARK_BLUE_TINT "#2F6788"
#define PS_DARK_VERMILION "#FF9147"
#define PS_DARK_PURPLE "#E3A7C9"
#define PS_DARK_SKY_TINT "#0B4A70"
#define PS_DARK_ORANGE_TINT "#7A4A00"
#define PS_DARK_GREY "#9AA4AE"

#endif
