package padwise.lesson;

import padwise.lesson.exercise.BertExercises;
import padwise.lesson.exercise.LabelExercises;
import padwise.lesson.exercise.LengthExercises;
import padwise.lesson.exercise.LossExercises;
import padwise.lesson.exercise.MaskExercises;
import padwise.lesson.exercise.MuseumExercises;
import padwise.lesson.exercise.PackingExercises;
import padwise.lesson.exercise.SentenceExercises;
import padwise.lesson.exercise.VectorExercises;

/** The workbook's exercises, topic by topic. */
public interface Exercises
    extends LengthExercises,
        SentenceExercises,
        VectorExercises,
        MaskExercises,
        PackingExercises,
        LabelExercises,
        LossExercises,
        BertExercises,
        MuseumExercises {}
