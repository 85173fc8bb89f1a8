package org.scalinglaws.resource;

/** The format of the numbers that an accelerator multiplies. Its peak speed depends on it. */
public enum Arithmetic {
    /** Sixteen bits with the exponent of single precision: the usual format of training. */
    BF16,
    /** Sixteen bits, IEEE half precision. */
    FP16,
    /** Nineteen bits of a single-precision number, on NVIDIA's tensor cores and AMD's matrix cores. */
    TF32,
    /** Single precision, in matrix units where the accelerator has such. */
    FP32,
    /** Eight bits, floating point. */
    FP8,
    /** Eight bits, whole numbers. */
    INT8
}
