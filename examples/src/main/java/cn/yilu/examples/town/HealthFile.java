package cn.yilu.examples.town;

import java.time.LocalDate;

/** A resident's health file (健康档案) at the health centre; pressures in mmHg, glucose in mmol/L. */
public record HealthFile(String number, boolean hypertension, boolean diabetes, int systolic, int diastolic,
    double glucose, String doctor, LocalDate opened, LocalDate followUp) {}
